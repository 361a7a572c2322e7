"""The record of what happened."""

from boundaries.models.addendum import Addendum
from boundaries.models.answer import StepAnswer
from boundaries.models.attachment import Attachment, Upload
from boundaries.models.client import CareRelation, Client, ClientIdentity
from boundaries.models.exception import ReasonedException
from boundaries.models.external_duty import ExternalDuty
from boundaries.models.gap import GapIncident
from boundaries.models.incident import Incident
from boundaries.models.link import IncidentLink
from boundaries.models.paper import OnBehalf, PaperSheet
from boundaries.models.people import Access, NamedPerson
from boundaries.models.referral import Referral
from boundaries.models.reveal import Reveal
from boundaries.models.search_entry import SearchEntry
from boundaries.models.translation import Translation

__all__ = [
    "Access",
    "Addendum",
    "Attachment",
    "CareRelation",
    "Client",
    "ClientIdentity",
    "ExternalDuty",
    "GapIncident",
    "Incident",
    "IncidentLink",
    "NamedPerson",
    "OnBehalf",
    "PaperSheet",
    "ReasonedException",
    "Referral",
    "Reveal",
    "SearchEntry",
    "StepAnswer",
    "Translation",
    "Upload",
]  # fmt: skip

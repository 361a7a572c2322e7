"""The record of what happened."""

from boundaries.models.addendum import Addendum
from boundaries.models.answer import StepAnswer
from boundaries.models.attachment import Attachment, Upload
from boundaries.models.client import CareRelation, Client, ClientIdentity
from boundaries.models.incident import Incident
from boundaries.models.people import Access, NamedPerson
from boundaries.models.search_entry import SearchEntry

__all__ = [
    "Access",
    "Addendum",
    "Attachment",
    "CareRelation",
    "Client",
    "ClientIdentity",
    "Incident",
    "NamedPerson",
    "SearchEntry",
    "StepAnswer",
    "Upload",
]  # fmt: skip

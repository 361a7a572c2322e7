"""Organisations, teams, people, their tokens, and what they sent under keys of their own."""

from accounts.models.complaints import ComplaintsPerson
from accounts.models.independent import IndependentContact
from accounts.models.mandate import Mandate
from accounts.models.organisation import Organisation, Team
from accounts.models.person import Cadence, StaffProfile, User
from accounts.models.push import PushSubscription
from accounts.models.sent_request import DifferentRequest, SentRequest
from accounts.models.token import ApiToken

__all__ = [
    "ApiToken",
    "Cadence",
    "ComplaintsPerson",
    "DifferentRequest",
    "IndependentContact",
    "Mandate",
    "Organisation",
    "PushSubscription",
    "SentRequest",
    "StaffProfile",
    "Team",
    "User",
]

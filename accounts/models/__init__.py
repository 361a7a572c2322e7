"""Organisations, teams, people, their tokens, and what they sent under keys of their own."""

from accounts.models.organisation import Organisation, Team
from accounts.models.person import StaffProfile, User
from accounts.models.sent_request import DifferentRequest, SentRequest
from accounts.models.token import ApiToken

__all__ = ["ApiToken", "DifferentRequest", "Organisation", "SentRequest", "StaffProfile", "Team", "User"]

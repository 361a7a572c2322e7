"""Organisations, teams and people."""

from accounts.models.organisation import Organisation, Team
from accounts.models.person import StaffProfile, User

__all__ = ["Organisation", "StaffProfile", "Team", "User"]

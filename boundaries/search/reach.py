"""Whose words somebody may look through, as the engines narrow by it; visible_to() has the last word on every row."""

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Right


@dataclass(frozen=True)
class Reach:
    """The organisation's reports, or one's own and, in a team's line, those of the team and those given in person."""

    organisation: UUID
    person: UUID
    everything: bool = False
    team: UUID | None = None
    in_person: bool = False


def reach_of(user, *, own=False) -> Reach:
    """Words are looked for only where this person reads names: else a search could tell who stands behind a mask."""
    mine = Reach(user.organisation_id, user.pk)
    if own or not user.has_right(Right.ANSWER):
        return mine
    wide = (Right.READ_SERVICE, Right.READ_PSEUDONYMISED)
    if any(user.has_right(right) for right in wide) or user.has_role("safeguarding_lead"):
        return Reach(user.organisation_id, user.pk, everything=True)
    team = user.team.pk if user.has_right(Right.READ_TEAM) and user.team else None
    return Reach(user.organisation_id, user.pk, team=team, in_person=True)

"""What a token may be used for: each scope opens some of its person's rights, and says whether it may change anything."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from accounts.roles import READING, Right

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Scope(StrEnum):
    READ = "read"
    REPORT = "report"
    ANSWER = "answer"
    REGISTER = "register"
    VERIFY = "verify"
    MANAGE = "manage"


@dataclass(frozen=True)
class Opening:
    """The rights that a scope leaves to its person; `needs`: without one of these it would open nothing."""

    label: str
    rights: frozenset[Right]
    needs: frozenset[Right]
    writes: bool = False


_REPORT = frozenset({Right.REPORT, Right.EXPORT_RECORD, Right.SEE_CLIENT_NAMES})
_ANSWER = frozenset(
    {Right.READ_TEAM, Right.READ_SERVICE, Right.ANSWER, Right.DECIDE, Right.SEE_CLIENT_NAMES, Right.EXPORT_RECORD}
    | {Right.EXPORT_IDENTIFIED}
)
_MANAGE = frozenset({Right.MANAGE_PEOPLE, Right.OWN_POLICIES})
_REGISTER = frozenset({Right.REGISTER})

OPENINGS: dict[Scope, Opening] = {
    Scope.READ: Opening(_("Read whatever I may read, change nothing"), frozenset(Right), frozenset(Right)),
    Scope.REPORT: Opening(_("Report events and write in my own conversations"), _REPORT, {Right.REPORT}, writes=True),
    Scope.ANSWER: Opening(_("Read and answer the reports that reach me"), _ANSWER, {Right.ANSWER}, writes=True),
    Scope.REGISTER: Opening(
        _("Read the register and export records"), READING | _REGISTER | {Right.EXPORT_RECORD}, _REGISTER
    ),
    Scope.VERIFY: Opening(_("Check the integrity of records"), _REGISTER, _REGISTER, writes=True),
    Scope.MANAGE: Opening(_("Manage what I administer"), _MANAGE, _MANAGE, writes=True),
}


def offered_to(user) -> list[Scope]:
    """The scopes that would open something to this person, in the order of the page."""
    return [scope for scope, opening in OPENINGS.items() if opening.needs & user.rights]


def rights_for(scopes, method: str) -> frozenset[Right] | None:
    """What these scopes open together for a request of this method; None where none of them allows it.

    Only scopes that may write count for a request that writes: reading by one and writing by another do not add up.
    """
    openings = [OPENINGS[Scope(scope)] for scope in scopes]
    if method not in SAFE_METHODS:
        openings = [opening for opening in openings if opening.writes]
    return frozenset().union(*(opening.rights for opening in openings)) if openings else None

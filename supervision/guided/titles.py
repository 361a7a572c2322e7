"""What each guard looks after, in a few words; and what only some results need. A guard without a title shows when it is open.

Rooms and topics add their own: declare_titles({guard: words}), declare_by_outcome(function).
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from supervision import guards

_titles: dict[Callable, str] = {
    guards.reporter_answered: _("The reporter’s last message is answered"),
    guards.no_answer_owed: _("No answer and no decision is owed"),
    guards.safety_decided: _("What concerns safety is decided"),
    guards.care_record_entered: _("The entry in the care record"),
    guards.nothing_owed: _("Nothing is owed any more: answers, checks, hearings"),
    guards.reporter_agreed: _("The reporter agreed, or had the time to come back"),
}
# (incident whose outcome is set, message) -> codes
_by_outcome: list[Callable] = []


def declare_titles(titles: dict[Callable, str]) -> None:
    _titles.update(titles)


def title_of(guard) -> str:
    """Empty where nobody gave it one: then its reasons speak for it."""
    return str(_titles.get(guard, ""))


def declare_by_outcome(function: Callable) -> None:
    """What a result needs besides the guards of `resolve`, asked of the outcome at hand."""
    _by_outcome.append(function)


def by_outcome() -> list[Callable]:
    return list(_by_outcome)

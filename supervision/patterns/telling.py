"""What is said about patterns: to whom the task falls, in the history of a record, and why something is refused."""

from django.utils.translation import gettext_lazy as _

from boundaries import guards
from supervision import notices
from supervision.exports import words
from supervision.models import Notice

OPENED = "pattern_opened"
WORDS = {OPENED: _("Something repeats itself: a look at it is proposed")}
REASONS = {"pattern_settled": _("Somebody has looked at this already.")}
ACTS = {
    "pattern_acted_on": _("What repeats itself was looked at"),
    "pattern_dismissed": _("What repeats itself needs nothing, with a reason"),
}


def address_of(task) -> str:
    return f"/patterns/{task.pk}/"


def tell_owner(task) -> None:
    """That there is something to look at, and nothing of what."""
    if task.owner is not None:
        notices.notify(None, task.owner, OPENED, address=address_of(task))


def settle_notices(task, at) -> None:
    Notice.objects.filter(address=address_of(task), settled_at=None).update(settled_at=at)


def declare():
    guards.REASONS.update(REASONS)
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)

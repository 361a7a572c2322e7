"""How late the clock noticed something: kept in the event, and said in words wherever the event is told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from supervision.moments import span

PATIENCE_MINUTES = 10  # the clock passes every half minute; what waits longer than this waited for the clock


def lateness(due_at) -> dict:
    """What the event says of it: nothing where the clock came in time."""
    minutes = int((timezone.now() - due_at).total_seconds() // 60)
    return {"late_by_minutes": minutes} if minutes > PATIENCE_MINUTES else {}


def in_words(event) -> str:
    minutes = event.data.get("late_by_minutes")
    if not minutes:
        return ""
    return _("noticed %(span)s late, because the clock was off") % {"span": span(minutes)}

"""The one figure that everybody may see: the share of answers in time. Of many, over all teams, in whole percent."""

import datetime

from django.utils import timezone

from policies.public import figure
from supervision.figures import counting
from supervision.models import Deadline

ANSWERS = (counting.Kind.REPLY, counting.Kind.URGENT, counting.Kind.PROMISE)
# of fewer, one more or less would show: somebody who knows of a report could learn how it went
FEWEST = 20


def share_in_time(organisation) -> int | None:
    """In whole percent, never rounded up to all; None of too few."""
    now = timezone.now()
    rows = Deadline.objects.filter(organisation=organisation, kind__in=ANSWERS, due_at__lt=now)
    rows = rows.filter(due_at__gte=now - datetime.timedelta(days=figure.DAYS))
    numbers = dict.fromkeys(counting.STATES, 0)
    for _kind, _team, _gravity, state, number in counting.by_state(rows, now):
        numbers[state] += number
    kept, late = numbers[counting.IN_TIME], numbers[counting.LATE]
    return kept * 100 // (kept + late) if kept + late >= FEWEST else None


def declare():
    figure.declare(share_in_time)

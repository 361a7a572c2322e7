"""Delivering what waits in the outbox, by any number of workers: claimed by one, sent outside of any transaction.

In the database exactly once, on the wire at least once: a worker that is killed between sending and marking
leaves a claim that runs out, and the item goes again under the same Message-ID.
"""

import logging
import time

from django.db import transaction
from django.utils import timezone

from audit.models import OutboxItem
from audit.models.outbox import CLAIM
from supervision import heartbeats

log = logging.getLogger("doorstep.delivery")
AT_ONCE = 20
# Who answers here is a stranger and may take ten seconds to refuse: after everything else, one by one, not for long
SLOW = ("webhook", "translate", "push")
SLOW_SECONDS = 15


class NotToBeDeliveredError(Exception):
    """It must not go any more; nobody tries again."""


def show_sign_of_life() -> None:
    heartbeats.beat(heartbeats.WORKER)


def channels() -> dict:
    from supervision.independent import mailing as independent
    from supervision.ladder import delivering as ladder
    from supervision.proof import mailing as checkpoints
    from supervision.push import delivering as push
    from supervision.translating import delivering as translating
    from supervision.webhooks import delivering

    # supervision/ladder/telling.py and supervision/notices.py say who is reached by which of them
    ways = {"mail": ladder.mail, "text": ladder.text, "voice": ladder.voice, "webhook": delivering.deliver}
    ways |= {"push": push.deliver, "translate": translating.deliver}
    return ways | {independent.CHANNEL: independent.deliver, checkpoints.CHANNEL: checkpoints.deliver}


def deliver_due() -> int:
    """Deliver everything that is due; returns how many items were tried."""
    return _deliver_quick() + _deliver_slow()


def _deliver_quick():
    tried = 0
    while items := claim():
        for item in items:
            _deliver(item)
        tried += len(items)
    return tried


def _deliver_slow():
    """For SLOW_SECONDS at most; a receiver that failed has to wait for the next round, so that others get their turn."""
    tried, failed, until = 0, set(), time.monotonic() + SLOW_SECONDS
    while time.monotonic() < until and (items := claim(1, slow=True, besides=failed)):
        if not _deliver(items[0]):
            failed.add(items[0].recipient_id)
        tried += 1
    return tried


@transaction.atomic
def claim(most=AT_ONCE, *, slow=False, besides=()) -> list[OutboxItem]:
    """Items that are ours until the claim runs out. Other workers skip them, also while this is being decided."""
    now = timezone.now()
    due = OutboxItem.objects.due(now).exclude(recipient_id__in=besides)
    rows = due.filter(channel__in=SLOW) if slow else due.exclude(channel__in=SLOW)
    items = list(rows.order_by("due_at", "id").select_for_update(skip_locked=True)[:most])
    until = now + CLAIM
    OutboxItem.objects.filter(pk__in=[item.pk for item in items]).update(claimed_until=until)
    for item in items:
        item.claimed_until = until
    return items


def _deliver(item) -> bool:
    """Whether it went."""
    if item.claimed_until <= timezone.now():
        return False  # the batch took so long that it may be another worker's by now
    try:
        channels()[item.channel](item)
    except NotToBeDeliveredError as refusal:
        _finish(item, parked_at=timezone.now(), last_error=str(refusal) or "not to be delivered")
    except Exception as error:
        log.warning("delivery of %s failed: %s", item.pk, type(error).__name__)
        item.failed(error, timezone.now())
    else:
        _finish(item, sent_at=timezone.now())
        return True
    return False


def _finish(item, **fields):
    OutboxItem.objects.filter(pk=item.pk, sent_at=None).update(claimed_until=None, **fields)

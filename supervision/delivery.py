"""Delivering what waits in the outbox, by any number of workers: claimed by one, sent outside of any transaction.

In the database exactly once, on the wire at least once: a worker that is killed between sending and marking
leaves a claim that runs out, and the item goes again under the same Message-ID.
"""

import logging

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from audit.models import OutboxItem
from audit.models.outbox import CLAIM

log = logging.getLogger("doorstep.delivery")
AT_ONCE = 20
HEARTBEAT = "doorstep:worker"
HEARTBEAT_SECONDS = 90  # a worker that was not heard of for so long counts as gone


class NotToBeDeliveredError(Exception):
    """It must not go any more; nobody tries again."""


def show_sign_of_life() -> None:
    cache.set(HEARTBEAT, True, HEARTBEAT_SECONDS)


def channels() -> dict:
    from supervision import mail

    return {"mail": mail.deliver}


def deliver_due() -> int:
    """Deliver everything that is due; returns how many items were tried."""
    tried = 0
    while items := claim():
        for item in items:
            _deliver(item)
        tried += len(items)
    return tried


@transaction.atomic
def claim(most=AT_ONCE) -> list[OutboxItem]:
    """Items that are ours until the claim runs out. Other workers skip them, also while this is being decided."""
    now = timezone.now()
    rows = OutboxItem.objects.due(now).order_by("due_at", "id").select_for_update(skip_locked=True)
    items = list(rows[:most])
    until = now + CLAIM
    OutboxItem.objects.filter(pk__in=[item.pk for item in items]).update(claimed_until=until)
    for item in items:
        item.claimed_until = until
    return items


def _deliver(item) -> None:
    if item.claimed_until <= timezone.now():
        return  # the batch took so long that it may be another worker's by now
    try:
        channels()[item.channel](item)
    except NotToBeDeliveredError:
        _finish(item, parked_at=timezone.now(), last_error="not to be delivered")
    except Exception as error:
        log.warning("delivery of %s failed: %s", item.pk, type(error).__name__)
        item.failed(error, timezone.now())
    else:
        _finish(item, sent_at=timezone.now())


def _finish(item, **fields):
    OutboxItem.objects.filter(pk=item.pk, sent_at=None).update(claimed_until=None, **fields)

"""Delivering one item of the outbox to its webhook, and remembering how that went."""

import datetime
import json
import time

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit.door import record
from supervision.delivery import NotToBeDeliveredError
from supervision.models import Webhook
from supervision.webhooks import signing
from supervision.webhooks.faults import NotTaken
from supervision.webhooks.sending import post

# Both: a short outage under load fails often, and a quiet service fails seldom for long.
FAILURES_UNTIL_PAUSED = 10
FAILING_UNTIL_PAUSED = datetime.timedelta(hours=1)


def deliver(item) -> None:
    """Raises NotTaken, upon which the worker tries again later, or NotToBeDeliveredError."""
    webhook = Webhook.objects.kept().select_related("organisation").filter(pk=item.recipient_id, paused_at=None).first()
    if webhook is None:
        raise NotToBeDeliveredError
    body, key = body_of(item), str(item.pk)
    try:
        post(webhook.address, signing.headers(webhook.secrets, key, int(time.time()), body), body)
    except NotTaken as fault:
        _failed(webhook, fault)
        if fault.code == "gone":
            raise NotToBeDeliveredError
        raise
    Webhook.objects.filter(pk=webhook.pk).update(
        delivered_at=timezone.now(), failures=0, failing_since_at=None, fault="", answered=None
    )


def body_of(item) -> bytes:
    """The same bytes however often it is sent: `id` is what a receiver knows a repetition by."""
    said = {"id": str(item.pk), **item.payload, "organisation": str(item.organisation_id)}
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _failed(webhook, fault):
    now = timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=F("failures") + 1,
        failing_since_at=Coalesce("failing_since_at", now),
        failed_at=now,
        fault=fault.code,
        answered=fault.answered,
    )
    webhook.refresh_from_db(fields=["failures", "failing_since_at"])
    lasts = now - webhook.failing_since_at >= FAILING_UNTIL_PAUSED
    if fault.code == "gone":
        because = Webhook.Because.GONE
    elif webhook.failures >= FAILURES_UNTIL_PAUSED and lasts:
        because = Webhook.Because.FAILURES
    else:
        return
    record(webhook.organisation, "pause_webhook", by=None, webhook=webhook, because=because)

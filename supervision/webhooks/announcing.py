"""What webhooks are told: one outbox item each, written in the transaction of the event, without any content."""

from django.utils import timezone

from audit.door import declare_consequences
from audit.models import OutboxItem
from supervision.models import Webhook
from supervision.notices import TOLD

CHANNEL = "webhook"
EVENTS = tuple(TOLD)
TEST = "test"


def announce(incident, happening):
    """To whoever listens for this event; who is paused finds it later."""
    for webhook in Webhook.objects.listening().filter(organisation_id=incident.organisation_id):
        if happening.act in webhook.events:
            write(webhook, happening.act, incident.reference)


def write(webhook, event, reference=None) -> OutboxItem:
    now = timezone.now()
    is_paused = webhook.paused_at is not None
    return OutboxItem.objects.create(
        organisation_id=webhook.organisation_id,
        channel=CHANNEL,
        recipient_id=webhook.pk,
        payload={"event": event, "reference": reference, "at": now.isoformat(timespec="seconds")},
        parked_at=now if is_paused else None,
        last_error="paused" if is_paused else "",
    )


def declare():
    """After what follows within the house (supervision/consequences.py)."""
    declare_consequences({event: [announce] for event in EVENTS})

"""What webhooks are told: one outbox item each, written in the transaction of the event, without any content."""

from uuid import UUID

from django.utils import timezone

from accounts.models import Organisation
from audit.door import declare_consequences
from audit.models import OutboxItem
from audit.prepared import Prepared
from supervision.models import Webhook
from supervision.notices import TOLD

CHANNEL = "webhook"
EVENTS = tuple(TOLD)
TEST = "test"


def announce(incident, happening):
    """To whoever listens for this event; who is paused finds it later."""
    for webhook in _LISTENING.rows(organisation=incident.organisation_id):
        if happening.act in webhook.events:
            write(webhook, happening.act, incident.reference)


def _listening(organisation):
    return Webhook.objects.listening().filter(organisation_id=organisation)


_LISTENING = Prepared(_listening, organisation=(Organisation._meta.pk, UUID(int=1)))


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

"""Asking a machine: an item of the outbox for each text, only where the organisation has switched an engine on."""

from django.conf import settings

from audit.inserting import insert
from audit.models import OutboxItem

CHANNEL = "translate"


def is_on(organisation) -> bool:
    """Both the operator's address and the organisation's own switch."""
    return bool(settings.TRANSLATION_URL) and organisation.uses_translation_engine


def ask(incident, lacks) -> None:
    """Once for each text and language; the texts themselves stay where they are until the worker fetches them."""
    if not is_on(incident.organisation):
        return
    asked = OutboxItem.objects.filter(channel=CHANNEL, recipient_id=incident.pk).values_list("payload", flat=True)
    asked = {(row["text"], row["into"]) for row in asked}
    for lack in lacks:
        if (lack.text.key, lack.into) not in asked:
            payload = {"text": lack.text.key, "into": lack.into}
            item = {"organisation_id": incident.organisation_id, "channel": CHANNEL, "recipient_id": incident.pk}
            insert(OutboxItem(**item, payload=payload))

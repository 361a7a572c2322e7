"""Delivering one item of the outbox to the engine: the text is fetched now, and what comes back is kept beside it."""

import contextlib

from accounts.plain_text import plain_text
from audit.door import record
from audit.errors import NotNow
from boundaries.models import Incident
from supervision.delivery import NotToBeDeliveredError
from supervision.translating import asking, engine
from supervision.translating.acts import MOST_TEXT
from supervision.translating.texts import text_of


def deliver(item) -> None:
    """Raises engine.NotTranslated, upon which the worker tries again later, or NotToBeDeliveredError."""
    incident = Incident.objects.sent().select_related("organisation").filter(pk=item.recipient_id).first()
    text = text_of(incident, item.payload["text"]) if incident is not None else None
    if text is None or not asking.is_on(incident.organisation):
        raise NotToBeDeliveredError
    into = item.payload["into"]
    found = plain_text(engine.translated(text.body, text.language, into))[:MOST_TEXT]
    with contextlib.suppress(NotNow):  # it is there already, or the record is finished
        record(incident, "translate_by_machine", by=None, subject=item.payload["text"], language=into, text=found)

"""Which replies may be spoken to, and what was said of each last."""

from boundaries.acts import SENT
from supervision.models import Message, Understanding

Answer = Understanding.Answer


def open_replies(incident):
    """Of somebody, not corrected meanwhile, the newest first; none where the conversation is over."""
    rows = incident.messages.filter(kind=Message.Kind.REPLY, author__isnull=False, superseded_by=None)
    return rows.order_by("-sent_at", "-pk") if incident.status in SENT else rows.none()


def last_words(incident) -> dict:
    """{key of a message: the last word on it}."""
    rows = Understanding.objects.filter(message__incident=incident).order_by("at", "pk")
    return {row.message_id: row for row in rows}

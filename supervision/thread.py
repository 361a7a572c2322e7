"""The conversation as it is read: a permanent place for each message, and the marks that it was read."""

from django.utils import timezone
from django.utils.translation import gettext as _

from supervision.models import Message

Kind = Message.Kind


def place_of(message) -> str:
    """The message's anchor on the record's page: a link to it holds for good."""
    return place_of_key(message.pk)


def place_of_key(key) -> str:
    return f"m-{key}"


def mark_read(reader) -> None:
    """What the other side wrote is read once this person has the thread open. Auditors read without a trace of it."""
    if reader.is_reporter:
        unread = reader.incident.messages.exclude(kind=Kind.REPORTER)
        unread.filter(read_at=None, author__isnull=False).update(read_at=timezone.now())
    elif reader.answers:
        mark_read_by_us(reader.incident)


def mark_read_by_us(incident) -> None:
    incident.messages.filter(kind=Kind.REPORTER, read_at=None).update(read_at=timezone.now())


def mark_of(message, clock) -> str:
    """`sent`, or `read` and when; nothing for what the system says."""
    if message.author_id is None:
        return ""
    return _("read %(moment)s") % {"moment": clock.short(message.read_at)} if message.read_at else _("sent")


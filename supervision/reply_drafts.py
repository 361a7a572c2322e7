"""Answers that were begun: kept for whoever began them until something is sent, and shown to nobody else."""

from django.utils import timezone

from audit.door import declare_consequences
from supervision.models import ReplyDraft
from supervision.models.message import MAX_BODY

KEPT = ("kind", "body", "language", "promised_at")
# by whoever sent something to the reporter, her draft was sent with it
SENT_BY = ("incident_acknowledged", "message_sent", "incident_decided", "incident_resolved")


def keep(incident, user, **words) -> ReplyDraft:
    """One for each person and record; a later one takes its place."""
    words = {name: words.get(name) for name in KEPT}
    words |= {"kind": words["kind"] or "", "body": (words["body"] or "")[:MAX_BODY], "language": words["language"] or ""}
    return ReplyDraft.objects.update_or_create(
        incident=incident, user=user, defaults=words | {"saved_at": timezone.now()}
    )[0]


def keep_prepared(incident, user, prepared) -> ReplyDraft:
    """What was typed into a full answer so far, whatever is missing; a short answer begun beside it stays."""
    defaults = {"prepared": prepared, "saved_at": timezone.now()}
    return ReplyDraft.objects.update_or_create(incident=incident, user=user, defaults=defaults)[0]


def kept(incident, user) -> ReplyDraft | None:
    return ReplyDraft.objects.filter(incident=incident, user=user).first()


def forget(incident, happening):
    ReplyDraft.objects.filter(incident=incident, user=happening.by).delete()


def forget_all(incident, happening):
    ReplyDraft.objects.filter(incident=incident).delete()


def declare():
    """After what was sent has been written: both or neither."""
    declare_consequences({event: [forget] for event in SENT_BY} | {"incident_closed": [forget_all]})

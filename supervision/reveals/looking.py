"""What a record's page says of its reporter's pseudonym, and every reading of a name that was opened."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import chain
from audit.door import record
from audit.models import AuditEvent

SEEN = "reporter_name_seen"
# somebody who reads a record goes back and forth: one look is one event
ONE_LOOK = datetime.timedelta(minutes=5)


def note_name(reader) -> None:
    """A page is about to show an opened name: recorded once per person and five minutes."""
    if reader.is_reporter or not (reader.incident.behind_pseudonym and reader.knows_reporter):
        return
    since = timezone.now() - ONE_LOOK
    if not _looks(reader.incident).filter(actor_id=reader.user.pk, at__gt=since).exists():
        record(reader.incident, "read_reporter", by=reader.user)


def _looks(incident):
    return AuditEvent.objects.filter(chain=chain.chain_name(incident, chain.ACCESS), act=SEEN)


def standing(reader) -> dict | None:
    """The card beside the record: for the reporter how often her name was read, for the others what they may do."""
    incident = reader.incident
    if not incident.behind_pseudonym:
        return None
    if reader.is_reporter:
        return {"is_mine": True, "sentence": _how_often(_looks(incident).count()), "lines": lines(reader)}
    asked = incident.reveals.filter(asked_by=reader.user).order_by("-asked_at").first() if reader.answers else None
    return {
        "is_mine": False,
        "is_open": reader.knows_reporter,
        "waits": asked is not None and asked.decided_at is None,
        "refused": asked.refusal_reason if asked is not None and asked.is_granted is False else "",
        "may_ask": reader.answers and not reader.knows_reporter and (asked is None or asked.decided_at is not None),
    }


def _how_often(count):
    if not count:
        return _("Nobody has read your name here.")
    words = ngettext("Your name was read %(count)s time.", "Your name was read %(count)s times.", count)
    return words % {"count": count}


def lines(reader) -> list[dict]:
    """Every request and what came of it, as sentences: who, why, when."""
    rows = reader.incident.reveals.select_related("asked_by__profile", "decided_by__profile").order_by("asked_at")
    found = [line for row in rows for line in _lines_of(reader, row)]
    return [line | {"when": reader.clock.short(line["at"])} for line in found]


def _lines_of(reader, row):
    names = {"who": reader.name(row.asked_by)}
    yield {
        "at": row.asked_at,
        "what": _("%(who)s asked for the reporter’s name") % names,
        "body": reader.text(row.reason),
        "lang": reader.lang(row.asked_by.language),
    }
    if row.decided_at is None:
        return
    names |= {"decider": reader.name(row.decided_by)}
    what = _("%(decider)s opened the name to %(who)s") if row.is_granted else _("%(decider)s refused to open it to %(who)s")
    yield {
        "at": row.decided_at,
        "what": what % names,
        "body": reader.text(row.refusal_reason),
        "lang": reader.lang(row.decided_by.language),
    }

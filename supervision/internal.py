"""Notes for colleagues: who may write and read them. No reporter and nobody named ever does (see the tests that plant one).

They stand in the access chain: the record that the reporter can read, and its seal, stay as they were.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from boundaries import limits, rights
from boundaries.acts import SENT
from boundaries.models import Incident
from supervision.models import InternalNote
from supervision.models.message import MAX_BODY
from supervision.notices import tell


def may_read(reader) -> bool:
    """Those who answer or decide; an auditor, to whom names are masked. Never the reporter, whatever else she is."""
    incident, user = reader.incident, reader.user
    if reader.is_reporter or rights.is_named(incident, user):
        return False
    return reader.answers or rights.decides(incident, user) or user.has_right(Right.READ_PSEUDONYMISED)


def notes(reader) -> list[dict]:
    """Oldest first, as this reader may see them."""
    if not may_read(reader):
        return []
    rows = reader.incident.internal_notes.select_related("author__profile")
    return [
        {
            "id": str(row.pk),
            "who": reader.name(row.author),
            "at": row.at,
            "when": reader.clock.short(row.at),
            "body": reader.text(row.body),
            "language": row.language,
            "lang": reader.lang(row.language),
        }
        for row in rows
    ]


def _writes(incident, user):
    return rights.answers(incident, user) or (rights.decides(incident, user) and user.has_right(Right.ANSWER))


def _is_open(incident, **details):
    return [] if incident.status in SENT else ["wrong_status"]


def _write_note(incident, by, body, language):
    if is_blank(body):
        raise ValidationError({"body": _("Please write something here.")})
    if len(body) > MAX_BODY:
        raise ValidationError({"body": _("This text is too long: at most %(limit)s characters.") % {"limit": MAX_BODY}})
    an_hour = timezone.now() - limits.HOUR
    own = InternalNote.objects.filter(author=by, at__gt=an_hour)
    limits.check_room([incident.internal_notes.all()], [own])
    note = InternalNote(incident=incident, author=by, body=body.strip(), language=language)
    note.clean_fields(exclude=["incident", "author"])
    note.save(force_insert=True)
    return [note]


def declare():
    """Register the act with the one door."""
    act = Act("note_added", rights.person(_writes), _write_note, _is_open, kind=chain.ACCESS)
    declare_act(Incident, "note", act)
    declare_consequences({"note_added": [tell]})

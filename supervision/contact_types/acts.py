"""Saying what kind of contact it is, before any answer; urgent opens the urgent clock, another kind later needs a word why."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act, declare_consequences, record
from boundaries import rights
from boundaries.choices import ContactType, Status
from boundaries.models import Incident
from supervision import obligations
from supervision.consequences import keep_in_step
from supervision.contact_types import telling
from supervision.models import Deadline
from supervision.notices import tell

SAID_IN = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED)


def _is_open(incident, **details):
    return [] if incident.status in SAID_IN else ["wrong_status"]


def _set(incident, by, contact_type, note="", language=""):
    if contact_type not in ContactType.values:
        raise ValidationError({"contact_type": _("Choose one of the answers offered.")})
    if incident.contact_type == contact_type:
        raise ValidationError({"contact_type": _("It is of this kind already.")})
    if incident.contact_type and is_blank(note):
        raise ValidationError({"note": _("Say why the kind of contact is another one now.")})
    incident.contact_type = contact_type
    incident.save_held(["contact_type"])


def keep_note(incident, happening):
    """The word why stands among the notes for colleagues: the reporter neither reads nor prints it."""
    note = happening.details.get("note", "")
    if not is_blank(note):
        language = happening.details.get("language") or happening.by.language
        record(incident, "note", by=happening.by, body=note, language=language)


def open_urgent(incident, happening):
    """CS.8d: whoever has it owes an answer at once, and the queue puts it first. It stands until it is answered."""
    happening.data["contact_type"] = incident.contact_type
    if incident.contact_type == ContactType.URGENT:
        obligations.open_deadline(incident, Deadline.Kind.URGENT, incident.assignee)


def declare():
    act = Act("contact_type_set", rights.person(rights.answers), _set, _is_open)
    declare_act(Incident, "set_contact_type", act)
    declare_consequences({"contact_type_set": [open_urgent, keep_in_step, keep_note, tell]})
    telling.declare()

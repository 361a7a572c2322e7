"""The need behind the request and the kind of contact, each assessment a row of its own; and support no longer needed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act
from audit.inserting import insert
from boundaries import rights
from boundaries.choices import SupportWanted
from boundaries.models import Incident
from supervision.models import Assessment, SupportNotNeeded
from supervision.plans import standing


def _can_assess(incident, **details):
    return [] if incident.status in standing.PLANNED_IN else ["wrong_status"]


def _assess(incident, by, underlying_need="", contact_type="", note="", language="en"):
    """B-BG-04: what the event needs is assessed, never the person. A kind of contact that is changed says why."""
    before = incident.contact_type
    is_changed = bool(before) and bool(contact_type) and contact_type != before
    if is_blank(underlying_need) and not contact_type:
        raise ValidationError({"underlying_need": _("Please write something here.")})
    if is_changed and is_blank(note):
        raise ValidationError({"note": _("Say why it is another kind of contact than before.")})
    row = Assessment(
        incident=incident, underlying_need=underlying_need.strip(), contact_type=contact_type or before,
        contact_type_note=note.strip() if is_changed else "", language=language, written_by=by,
    )  # fmt: skip
    row.clean_fields(exclude=["incident", "written_by"])
    if row.contact_type != before:
        incident.contact_type = row.contact_type
        incident.save_held(["contact_type"])
    return [insert(row)]


def keep_change(incident, happening):
    """The event says which kind of contact was set; why stands in the row that it proves."""
    happening.data["contact_type"] = incident.contact_type


def _wanted_support(incident, **details):
    if incident.status not in standing.PLANNED_IN:
        return ["wrong_status"]
    asked = incident.discomfort and incident.support_wanted not in ("", SupportWanted.NONE)
    return [] if asked and not SupportNotNeeded.objects.filter(incident=incident).exists() else ["no_support_wanted"]


def _need_no_more(incident, by):
    return [insert(SupportNotNeeded(incident=incident, said_by=by))]


def declare():
    answering, reporting = rights.person(rights.answers), rights.person(rights.is_reporter)
    declare_act(Incident, "assess", Act("assessment_written", answering, _assess, _can_assess))
    declare_act(Incident, "need_no_support", Act("support_not_needed", reporting, _need_no_more, _wanted_support))

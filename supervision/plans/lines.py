"""The plan of a record in words: for those who answer all of it, for the reporter what is hers or done for her."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from policies.builtin import current_language, label
from policies.directory.phrase import given_in
from supervision.buttons import is_possible
from supervision.models import PlanItem
from supervision.moments import local
from supervision.plans import standing, words


def of_page(reader) -> dict:
    """The card on the record's page; `plan` is None where there is nothing to see or to do for this reader."""
    lines = items(reader)
    incident = reader.incident
    is_on = incident.status in standing.PLANNED_IN
    may_plan = reader.answers and is_on
    shown = bool(lines) or may_plan or (not reader.is_reporter and standing.assessment_of(incident) is not None)
    if not shown and not _may_waive(reader):
        return {"plan": None}
    return {"plan": {
        "goals": [line for line in lines if line["is_goal"]],
        "steps": [line for line in lines if not line["is_goal"]],
        "assessment": None if reader.is_reporter else assessment(reader),
        "may_plan": may_plan,
        "waives": _may_waive(reader),
        "for_reporter": reader.is_reporter,
        "lines": lines,
    }}  # fmt: skip


def _may_waive(reader) -> bool:
    return reader.is_reporter and is_possible("need_no_support", reader)


def assessment(reader) -> dict:
    """Request, reason and need are three things (UK.11); the kind of contact and the hope beside them."""
    incident = reader.incident
    row = standing.assessment_of(incident)
    return {
        "reason": reader.text(incident.stated_reason),
        "need": reader.text(row.underlying_need) if row else "",
        "lang": reader.lang(row.language) if row else "",
        "contact_type": label("contact_types", incident.contact_type),
        "contact_type_key": incident.contact_type,
        "note": reader.text(row.contact_type_note) if row else "",
        "expectation": label("expectations", incident.expectation),
        "hope": reader.text(incident.expectation_text),
        "by": _by(reader, row.written_by, row.written_at) if row else "",
        "limits": words.limits(),
    }


def items(reader) -> list[dict]:
    """In the order of the plan; the reporter's own copy holds what is hers, or for her."""
    incident = reader.incident
    rows = standing.current(incident).select_related(*standing.RELATED)
    if reader.is_reporter:
        rows = [row for row in rows if standing.is_for_reporter(incident, row)]
    return [_line(reader, row) for row in rows]


def _line(reader, item):
    incident = reader.incident
    acts_still = incident.status in standing.ENDED_IN and not item.is_ended
    hers = standing.is_hers_to_answer(incident, item)
    waits = hers and item.agreed_at is None and not item.is_ended
    mine = item.responsible_id == reader.user.pk
    return {
        "id": item.pk,
        "kind": item.kind,
        "label": str(words.KINDS[item.kind]),
        "is_goal": item.is_goal,
        "is_mine": mine,
        "text": reader.text(item.text),
        "language": item.language,
        "lang": reader.lang(item.language),
        "beside": reader.beside(item.pk, "text", item.language),
        "note_beside": reader.beside(item.pk, "result_note", item.language) if item.result_note else {},
        "area": str(words.AREAS[item.area]) if item.area else "",
        "who": reader.name(item.responsible) if item.responsible_id else "",
        "until": formats.date_format(item.until, "SHORT_DATE_FORMAT") if item.until else "",
        "due_on": item.until,
        "is_late": _is_late(reader, item),
        "status": item.status,
        "standing": words.standing(item),
        "result": item.result,
        "agreed_at": item.agreed_at,
        "ended_at": item.ended_at,
        "by": _by(reader, item.proposed_by, item.proposed_at),
        "agreed": reader.clock.short(item.agreed_at) if item.agreed_at else "",
        "note": reader.text(item.result_note),
        "ended": _by(reader, item.ended_by, item.ended_at) if item.is_ended else "",
        "before": reader.text(item.supersedes.text) if item.supersedes_id else "",
        "waits_for": _first_there(reader, item),
        "waits_for_reporter": waits and not reader.is_reporter,
        "may_answer": waits and reader.is_reporter and acts_still,
        "may_reword": acts_still
        and incident.status in standing.PLANNED_IN
        and (reader.answers or (reader.is_reporter and hers)),
        "may_end": acts_still and (reader.answers or (mine and not item.is_goal and not waits)),
        "reflection": _reflection(reader, item),
        "may_reflect": item.kind == PlanItem.Kind.EXERCISE and mine and reader.is_reporter,
        "how_was_it": item.asked_at is not None and not item.is_ended and mine,
    }


def _is_late(reader, item) -> bool:
    """Of what colleagues took on; nothing of the reporter's own is ever late."""
    today = local(timezone.now(), reader.incident.organisation).date()
    theirs = item.responsible_id not in (None, reader.incident.reporter_id)
    return theirs and item.status == PlanItem.Status.OPEN and item.until < today


def _first_there(reader, item) -> str:
    return given_in(item.blocked_by.snapshot["name"], current_language()) if item.blocked_by_id else ""


def _reflection(reader, item):
    """Her own, or what was shared."""
    row = getattr(item, "reflection", None)
    if row is None or (row.shared_at is None and row.author_id != reader.user.pk):
        return None
    return {"text": reader.text(row.text), "lang": reader.lang(row.language), "is_shared": row.shared_at is not None}


def _by(reader, person, at) -> str:
    return _("%(who)s, %(when)s") % {"who": reader.name(person), "when": reader.clock.short(at)}

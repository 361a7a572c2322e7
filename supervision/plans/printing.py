"""The plan in the printed record, with what came of each part; the reporter's own document holds what is hers."""

from django.utils import formats
from django.utils.translation import gettext as _

from policies.directory.phrase import given_in
from supervision.exports import blocks
from supervision.exports.teller import REPORTER
from supervision.plans import standing, words


def need(told) -> list[dict]:
    """For the chapter on assessment; nothing of it in the reporter's document, as the kind of contact."""
    row = max(told.incident.assessments.all(), key=lambda one: (one.written_at, one.pk), default=None)
    if row is None or told.profile == REPORTER:
        return []
    return [
        *blocks.prose(_("Need behind the request"), told.said(row.underlying_need, row.language)),
        *blocks.prose(_("Why another kind of contact"), told.said(row.contact_type_note, row.language)),
    ]


def plan(told) -> list[dict]:
    rows = sorted(told.incident.plan.all(), key=lambda row: (row.position, row.proposed_at, row.pk))
    replaced = {row.supersedes_id for row in rows}
    if told.profile == REPORTER:
        rows = [row for row in rows if standing.is_for_reporter(told.incident, row)]
    return [block for row in rows for block in _item(told, row, is_old=row.pk in replaced)]


def _item(told, row, *, is_old):
    stands = _("replaced by other words") if is_old else words.standing(row)
    entry = {
        "when": told.moment(row.proposed_at),
        "who": told.person(row.proposed_by),
        "what": f"{words.KINDS[row.kind]} ({stands})",
        "parts": [told.said(row.text, row.language, of=(row.pk, "text"))],
    }
    if is_old:
        return blocks.entries([entry])
    return [
        *blocks.entries([entry]),
        *blocks.facts(
            (_("About"), words.AREAS[row.area] if row.area else ""),
            (_("Responsible"), told.person(row.responsible) if row.responsible_id else ""),
            (_("To be done by"), formats.date_format(row.until, "SHORT_DATE_FORMAT") if row.until else ""),
            (_("First there"), given_in(row.blocked_by.snapshot["name"], told.language) if row.blocked_by_id else ""),
            (_("Reporter agreed"), told.moment(row.agreed_at)),
            (_("Ended"), f"{told.moment(row.ended_at)}, {told.person(row.ended_by)}" if row.ended_at else ""),
        ),
        *blocks.prose(_("What came of it"), told.said(row.result_note, row.language, of=(row.pk, "result_note"))),
        *_reflection(told, row),
    ]


def _reflection(told, row):
    """Only what she shared."""
    kept = getattr(row, "reflection", None)
    if kept is None or kept.shared_at is None:
        return []
    return blocks.prose(_("Reflection"), told.said(kept.text, kept.language))

"""The exceptions of a record in words: on its page for those who answer, and in the printed record."""

from django.utils.translation import gettext as _

from policies.norms import Citation
from supervision.exceptions import standing
from supervision.exports.teller import REPORTER


def exceptions(reader) -> list[dict]:
    """The reporter is told what came of it by the result."""
    if reader.is_reporter:
        return []
    return [_line(reader, row) for row in standing.exceptions_of(reader.incident)]


def _line(reader, row):
    return {
        "clause": str(Citation(row.clause)),
        "who": reader.name(row.asked_by),
        "at": row.asked_at,
        "when": reader.clock.short(row.asked_at),
        "is_approved": row.is_approved,
        "purpose": reader.text(row.purpose),
        "done_instead": reader.text(row.done_instead),
        "reason": reader.text(row.decided_reason),
        "standing": _standing(reader, row),
        "is_own": row.decided_at is None and row.asked_by_id == reader.user.pk,
    }


def _standing(reader, row) -> str:
    if row.decided_at:
        words = {"who": reader.name(row.decided_by), "when": reader.clock.short(row.decided_at)}
        return (_("Approved by %(who)s, %(when)s") if row.is_approved else _("Not approved by %(who)s, %(when)s")) % words
    people = ", ".join(reader.name(person) for person in standing.deciders(reader.incident, row.asked_by))
    if people:
        return _("Waits for a decision of: %(people)s") % {"people": people}
    return _("Nobody else here can decide about it at present. Every other result is possible.")


def printed(told) -> list[dict]:
    """Entries of the record's chapter on the result; none in the reporter's own document."""
    if told.profile == REPORTER:
        return []
    return [entry for row in standing.exceptions_of(told.incident) for entry in _entries(told, row)]


def _entries(told, row):
    clause = Citation(row.clause, told.language)
    yield {
        "when": told.moment(row.asked_at),
        "who": told.person(row.asked_by),
        "what": _("Exception asked for: %(clause)s") % {"clause": clause},
        "parts": [told.reason(row.purpose), told.reason(row.done_instead)],
    }
    if row.decided_at:
        yield {
            "when": told.moment(row.decided_at),
            "who": told.person(row.decided_by),
            "what": _("Exception approved") if row.is_approved else _("Exception not approved"),
            "parts": [told.reason(row.decided_reason)] if row.decided_reason else [],
        }

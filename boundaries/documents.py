"""What an inspector would miss in a record: computed from what is there, never ticked (BG.13, BG.14.3)."""

from django.utils.translation import gettext_lazy as _

from accounts.plain_text import is_blank
from boundaries.choices import Kind
from boundaries.guards import reason_text
from policies.models import Clause
from policies.models.policy import steps_of

WORDS = {
    "care_record": _("The entry in the client’s care record, or why there is none"),
    "client": _("Which client this is about, or why none is named"),
    "request": _("The request in the client’s own words"),
    "response": _("How you responded"),
    "decision": _("The client’s decision"),
    "file_on_its_way": _("A photo or PDF that was begun and has not arrived"),
}
# an early report has no field for these any more: what was added later says them
SAID_BY_ADDENDUM = ("client", "request", "response", "decision")


def missing_documents(incident) -> list[str]:
    """Codes, in the order in which they are asked for: of WORDS, or step_<number>_missing."""
    if incident.kind == Kind.QUESTION:
        return []
    unanswered = _unanswered(incident)
    absent = {
        "client": not incident.client_id and is_blank(incident.client_missing_reason),
        "request": is_blank(incident.request_verbatim),
        "response": not incident.responses and is_blank(incident.response_given),
        "decision": any(clause.answer_kind == Clause.Answer.DECISION for clause in unanswered),
        "care_record": incident.care_record_at is None,
        "file_on_its_way": incident.uploads.unfinished().exists(),
    }
    has_more = any(absent[code] for code in SAID_BY_ADDENDUM) and incident.addenda.exists()
    codes = [code for code, missing in absent.items() if missing and not (has_more and code in SAID_BY_ADDENDUM)]
    steps = [clause for clause in unanswered if clause.answer_kind != Clause.Answer.DECISION]
    return [*codes, *(f"step_{clause.number}_missing" for clause in steps)]


def in_words(code, incident) -> str:
    return reason_text(code, incident) if code.startswith("step_") else str(WORDS[code])


def _unanswered(incident):
    """Steps of its protocol that nobody answered; the document step follows from request and response (HU.15)."""
    if not incident.protocol_version_id:
        return []
    answered = {answer.clause_id for answer in incident.answers.all()}
    steps = steps_of(incident.protocol_version_id)
    return [row for row in steps if row.answer_kind != Clause.Answer.DOCUMENT and row.pk not in answered]

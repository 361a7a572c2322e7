"""The fifteen steps as filed: title, answer, note, in the order of the protocol."""

from django.utils.translation import gettext as _

from boundaries.answers import QUESTIONS
from policies import norms
from policies.builtin import label
from policies.models import Clause, DirectoryEntry
from supervision.exports import words
from supervision.exports.gathered import protocol
from supervision.translating.texts import note_of

Answer = Clause.Answer


def step_rows(told):
    """One row per step of the version under which the report was filed, answered or not."""
    version = told.incident.protocol_version
    answers = {row.clause_id: row for row in told.incident.answers.all()}
    _, clauses = protocol(version.pk)
    return [_row(told, clause, answers.get(clause.pk)) for clause in clauses]


def _row(told, clause, answer):
    row = {"number": clause.number, "key": clause.key, "title": clause.text(told.language)["title"]}
    if clause.answer_kind == Answer.DOCUMENT:
        return row | _document(told)
    if answer is None:
        return row | {"answer": _("Not answered"), "lines": []}
    row |= {"outcome": answer.outcome, "said": answer.answer, "answer": _answer_word(clause, answer)}
    row["lines"] = list(_lines(told, clause, answer))
    note = _note(told, clause, answer)
    return row | told.said(note, of=(answer.pk, "note")) if note else row


def _document(told):
    incident = told.incident
    done = bool(incident.request_verbatim.strip() and (incident.responses or incident.response_given.strip()))
    lines = [_("Request and response are printed above, as reported.")] if done else []
    return {"answer": label("step_outcomes", "done" if done else "not_done"), "lines": lines}


def _answer_word(clause, answer):
    """Done, did not apply, not done. A question is answered by its sentence: "Client safety: no" would mislead."""
    asked = clause.answer_kind in QUESTIONS and answer.answer
    return "" if asked else label("step_outcomes", answer.outcome)


def _lines(told, clause, answer):
    """What was answered beside done or not done, each as one sentence."""
    data = answer.data
    if clause.answer_kind in QUESTIONS and answer.answer:
        yield words.question_sentence(clause.answer_kind, answer.answer)
    if answer.confirmed_together:
        yield _("Confirmed together with other steps")
    if data.get("no_reason"):
        yield _("No reason was given.")
    if data.get("no_policy"):
        yield _("No policy was found for this.")
    for one in norms.cited(data.get("clauses"), told.language):
        yield _("Policy explained: %(clause)s") % {"clause": one}
    if data.get("entries"):
        yield _("Offered: %(entries)s") % {"entries": ", ".join(_entries(told, data["entries"]))}
    if data.get("support"):
        yield _("Support wanted: %(support)s") % {"support": label("support_wanted", data["support"])}
    if data.get("source"):
        yield _("Asked: %(source)s") % {"source": words.choice("guidance_sources", data["source"])}
    if data.get("consulted"):
        yield _("Consulted: %(consulted)s") % {"consulted": told.masked(data["consulted"])}


def _entries(told, keys):
    known = {str(row.pk): row for row in DirectoryEntry.objects.filter(pk__in=[key for key in keys if len(key) == 36])}
    return [known[key].name_in(told.language) if key in known else key for key in keys]


def _note(told, clause, answer):
    """The note on discomfort is for those who answer, and stays out of the pseudonymised record (HU.8)."""
    if clause.answer_kind == Answer.DISCOMFORT and not told.identified:
        return ""
    return note_of(clause, answer)

"""An incident, its messages and its additions as data, with the names and texts that this reader may know."""

from boundaries import guards
from boundaries.choices import Kind
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision import stations, weeks_after
from supervision.buttons import BESIDE, LABELS, buttons, is_possible
from supervision.consultations.lines import consultations
from supervision.documents import documents
from supervision.exceptions.lines import exceptions
from supervision.exports.steps import step_rows
from supervision.exports.words import choice
from supervision.forms import ACTS, VERBS
from supervision.graded import as_data
from supervision.internal import notes
from supervision.links import linked
from supervision.models import Message
from supervision.obligations import TOLD_TO_REPORTER
from supervision.understood.lines import word_on
from supervision.voices.standing import of_addenda
from supervision.waiting_on import as_told, waiting_on

# what is chosen, from fixed lists whose keys are stable
CHOSEN = (
    "condition_answer", "started_by", "contact_channel", "staff_part", "reason_given", "responses", "safety_concern",
    "danger_for", "discomfort", "support_wanted", "client_decision", "understood", "expectation",
)  # fmt: skip
# what somebody wrote
WRITTEN = (
    "question", "client_missing_reason", "not_present_reason", "what_happened", "request_verbatim", "own_observations",
    "stated_reason", "response_given", "expectation_text",
)  # fmt: skip

EXCEPTION = ("clause", "who", "at", "purpose", "done_instead", "standing", "is_approved", "reason")

CONSULTATION = (
    "id", "kind", "who", "whom", "at", "question", "extract", "ground", "client_told", "not_told_reason", "due_at",
    "standing", "answer", "answered_at", "withdrawn_at", "reason",
)  # fmt: skip

AFTER = ("key", "title", "at", "standing")


def as_incident(reader) -> dict:
    row = reader.incident
    return {
        "reference": row.reference,
        "kind": row.kind,
        "title": kind_in_words(row),
        "status": row.status,
        "status_label": label("states", row.status),
        "urgent": row.urgent,
        "due_at": row.due_at,
        "submitted_at": row.submitted_at,
        "team": reader.team,
        "reporter": reader.reporter,
        "assignee": reader.name(row.assignee) if row.assignee_id else "",
        "report": _report(reader),
        "steps": _steps(reader),
        "addenda": addenda(reader),
        "result": _result(reader),
        "deadlines": [as_deadline(deadline) for deadline in _deadlines(reader)],
        "stations": stations.of(row),
        "waiting_on": str(as_told(waiting_on(row), row, reader.user)),
        "links": [{name: link[name] for name in ("relation", "reference")} for link in linked(reader)],
        "acts": acts(reader),
        "missing_documents": [{"code": row["code"], "detail": row["text"]} for row in documents(reader)],
        "weeks_after": [{key: row[key] for key in AFTER} for row in (weeks_after.card(reader) or {"rows": []})["rows"]],
        # what only those who answer are told: how the reporter may be reached, and who is part of it
        "reach_safely": reader.reach if reader.answers else "",
        "named": _named(reader) if reader.answers else [],
        "exceptions": [{name: line[name] for name in EXCEPTION} for line in exceptions(reader)],
        "consultations": [{name: line[name] for name in CONSULTATION} for line in consultations(reader)],
        "internal_notes": [{name: note[name] for name in ("id", "who", "at", "body", "language")} for note in notes(reader)],
    }


def _deadlines(reader):
    rows = reader.incident.deadlines.open().order_by("due_at", "id")
    return rows.filter(kind__in=TOLD_TO_REPORTER) if reader.is_reporter else rows


def _report(reader):
    row = reader.incident
    report = {
        "language": row.language,
        "client": row.client.code if row.client_id else "",
        "event_type": row.event_type.key if row.event_type_id else "",
        "occurred_at": row.occurred_at,
        # a word of the organisation's own order, no judgement on her report
        "gravity": "" if reader.is_reporter else row.gravity,
        "grading": as_data(reader),
        "protocol": str(row.protocol_version) if row.protocol_version_id else "",
    }
    report |= {name: getattr(row, name) for name in CHOSEN}
    report |= {name: reader.text(getattr(row, name)) for name in WRITTEN}
    report["translations"] = _translated(reader)
    # feelings stay between reporter and those who answer
    return report | {"feelings": reader.text(row.feelings) if reader.sees_names else ""}


def _translated(reader):
    """By field of the report; what is in no translation is not named."""
    fields = WRITTEN + (("feelings",) if reader.sees_names else ())
    found = {field: translations(reader, reader.incident.pk, field) for field in fields}
    return {field: rows for field, rows in found.items() if rows}


def translations(reader, subject_id, field) -> list[dict]:
    """Beside a text, the newest first: `label` says who made each and how."""
    rows = reader.translations_of(subject_id, field)
    return [{name: str(row[name]) for name in ("label", "language", "text")} for row in rows]


def _steps(reader):
    row = reader.incident
    if row.protocol_version_id is None or row.kind == Kind.QUESTION:
        return []
    return [_step(told, reader.teller.language) for told in step_rows(reader.teller)]


def _step(told, language):
    """`answer` is the code of a question step; `lines` say it, and what else was chosen, as sentences."""
    return {
        "number": told["number"],
        "key": told["key"],
        "title": told["title"],
        "outcome": told.get("outcome", ""),
        "answer": told.get("said", ""),
        "in_words": told["answer"],
        "lines": [str(line) for line in told["lines"]],
        "note": told.get("text", ""),
        "note_language": told.get("lang", language) if told.get("text") else "",
        "note_translations": [
            {name: row[name] for name in ("label", "language", "text")} for row in told.get("translations", ())
        ],
    }


def _result(reader):
    row = reader.incident
    return {
        "outcome": row.outcome,
        "outcome_label": label("outcomes", row.outcome),
        # this describes the contact for the line; the reporter is told in a message of her own
        "contact_type": "" if reader.is_reporter else row.contact_type,
        "resolved_at": row.resolved_at,
        "reopen_until": row.reopen_until,
        "agreed_at": row.agreed_at,
        "care_record_at": row.care_record_at,
        "closed_at": row.closed_at,
        "withdrawn_at": row.withdrawn_at,
    }


def _named(reader):
    people = reader.incident.named.select_related("user")
    return [str(person.user) if person.user_id else person.name for person in people]


def acts(reader) -> list[dict]:
    """What this person may do now, the most pressing first; then what is hers but still misses something."""
    possible = [{"name": button.name, "label": button.label, "missing": []} for button in buttons(reader)]
    beside = [name for name in BESIDE if is_possible(ACTS[name].name, reader)]
    possible += [{"name": name, "label": str(LABELS[name]), "missing": []} for name in beside]
    open_verbs = reader.incident.verbs_for(reader.user)
    blocked = {verb: codes for verb, codes in open_verbs.items() if codes and verb in VERBS}
    return possible + [
        {"name": verb, "label": str(LABELS[verb]), "missing": reasons(reader, codes)} for verb, codes in blocked.items()
    ]


def reasons(reader, codes) -> list[dict]:
    return [{"code": code, "text": guards.reason_text(code, reader.incident)} for code in codes]


def as_deadline(row) -> dict:
    return {
        "kind": row.kind,
        "label": choice("deadlines", row.kind),
        "opened_at": row.opened_at,
        "due_at": row.due_at,
        "is_late": row.breached_at is not None,
    }


# -- the conversation ------------------------------------------------------------------------------------------


def as_message(reader, row) -> dict:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "label": choice("messages", row.kind),
        "author": reader.name(row.author) if row.author_id else "",
        "is_mine": row.author_id == reader.user.pk,
        "body": reader.text(row.body),
        "language": row.language,
        "translations": translations(reader, row.pk, "body"),
        "promised_at": row.promised_at,
        "sent_at": row.sent_at,
        "read_at": row.read_at,
        "understood": word_on(row),
        "corrects": str(row.supersedes_id) if row.supersedes_id else None,
        "corrected_by": str(newer.pk) if (newer := getattr(row, "superseded_by", None)) else None,
        "reference": reader.incident.reference,
    }


def as_question(reader) -> dict:
    """What the reporter wrote after the end: the question that it has become."""
    row = reader.led_to
    return {
        "id": str(row.pk),
        "kind": Message.Kind.REPORTER,
        "label": choice("messages", Message.Kind.REPORTER),
        "author": reader.name(reader.user),
        "is_mine": True,
        "body": row.question,
        "language": row.language,
        "promised_at": None,
        "sent_at": row.submitted_at,
        "read_at": None,
        "understood": "",
        "corrects": None,
        "corrected_by": None,
        "reference": row.reference,
    }


def addenda(reader) -> list[dict]:
    rows = reader.incident.addenda.select_related("author__profile", "corrects__clause")
    of_clients = of_addenda(reader.incident)
    return [as_addendum(reader, row, of_clients.get(row.pk)) for row in rows]


def as_addendum(reader, row, voice=None) -> dict:
    return {
        "id": str(row.pk),
        "author": reader.name(row.author),
        "is_mine": row.author_id == reader.user.pk,
        "text": reader.text(row.text),
        "language": row.language,
        "translations": translations(reader, row.pk, "text"),
        "words_of": voice.whom if voice else "",
        "corrects_step": row.corrects.clause.number if row.corrects_id else None,
        "at": row.at,
    }

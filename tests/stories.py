"""Short ways into a story: a report ready to send, sent, answered, escalated, decided, resolved."""

import datetime

from django.utils import timezone

from audit.door import perform, record
from audit.ids import uuid7
from boundaries import answers, drafts
from boundaries.models import NamedPerson
from policies.models import EventType

VERBATIM = "„Mondja már meg a számát, ha éjjel rosszul leszek, kit hívjak?”"
QUESTION_ANSWERS = {
    "safety": {"answer": "no"},
    "discomfort": {"answer": "no"},
    "guidance": {"answer": "no"},
    "decision": {"answer": "declined"},
    "clarity": {"answer": "yes"},
}


def draft(reporter, *, event="phone_number", client=None, named=(), begun=None, **fields):
    """A complete draft, every step answered; `fields` overwrite the incident's own."""
    incident = begun or drafts.begin(reporter, uuid7(), event_type=EventType.objects.get(key=event))
    values = {
        "client": client,
        "client_missing_reason": "" if client else "Not a client of ours",
        "started_by": "client",
        "occurred_at": timezone.now() - datetime.timedelta(hours=1),
        "contact_channel": "in_person",
        "staff_part": "named" if named else "no",
        "request_verbatim": VERBATIM,
        "responses": ["declined", "redirected"],
        "expectation": "advice",
        "condition_answer": "no" if incident.event_type.question else "",
    }
    for field, value in (values | fields).items():
        setattr(incident, field, value)
    incident.save()
    for person in named:
        NamedPerson.objects.create(incident=incident, user=person)
    for clause in incident.protocol_version.clauses.exclude(answer_kind="document"):
        data = QUESTION_ANSWERS.get(clause.answer_kind, {})
        answers.save_answer(incident, clause, outcome="done", note=f"Note {clause.number}", data=data)
    for field, value in fields.items():
        setattr(incident, field, value)
    incident.save()
    return incident


def submitted(reporter, **fields):
    return perform(draft(reporter, **fields), "submit", by=reporter)


def message(body="Thank you for telling us, Cara.", kind="reply", language="en", **more):
    return {"kind": kind, "body": body, "language": language} | more


def answered(reporter, by, **fields):
    return perform(submitted(reporter, **fields), "acknowledge", by=by, message=message())


def escalated(reporter, by, to, **fields):
    return perform(answered(reporter, by, **fields), "escalate", by=by, to=to, reason="Needs a decision")


def decided(reporter, by, to, **fields):
    incident = escalated(reporter, by, to, **fields)
    return perform(
        incident, "decide", by=to, reason="Number stays private", message=message("We decided."), next_person=by
    )


RESULT = {
    "outcome": "boundary_kept_declined",
    "reason": "The boundary held.",
    "contact_type": "counselling",
    "need_served": "Somebody to call at night.",
}


def resolve(incident, by):
    return perform(incident, "resolve", by=by, message={"body": "This is the result.", "language": "en"}, **RESULT)


def resolved(reporter, by, **fields):
    return resolve(answered(reporter, by, **fields), by)


def settle(incident, by):
    """Everything that a record needs before it can be closed, by its reporter."""
    record(incident, "agree", by=by)
    record(incident, "enter_in_care_record", by=by, reference="CR-7")
    return incident


def closed(reporter, by, **fields):
    incident = settle(resolved(reporter, by, **fields), by=reporter)
    return perform(incident, "close", by=by, reason="Finished together.")


def withdrawn(reporter, **fields):
    return perform(submitted(reporter, **fields), "withdraw", by=reporter, reason="Settled at once")

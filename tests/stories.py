"""Short ways into a story: a report ready to send, sent, answered, escalated, decided, resolved."""

import datetime

from django.utils import timezone

from audit.door import perform, record
from audit.ids import uuid7
from boundaries import answers, drafts
from boundaries.models import Incident, NamedPerson
from policies.models import EventType
from supervision.composer.needed import full_answer_given
from supervision.composer.phases import may_waive
from supervision.models import PlanItem

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


PREPARED = {
    "seen": True,
    "clarified": "She wants to know what to say when she is asked for her number at night.",
    "contact_type": "counselling",
    "compared": "nothing",
    "waived_reason": "The same was decided for the whole team.",
    "limits": True,
    "greeting": "Thank you for telling us, Cara.",
    "summary": "You were asked for your own number, kept it to yourself, and wonder what to say next time.",
    "explanation": "What you said was right. At night the duty line answers, and the client may have its number.",
    "closing": "Kind regards, Sam F.",
}


def full(greeting=PREPARED["greeting"], language="en", **changed):
    """A full answer: its phases and the four parts of its letter."""
    return {"kind": "reply", "language": language, "prepared": PREPARED | {"greeting": greeting} | changed}


def typed(**changed):
    """The same as its page's form sends it."""
    return PREPARED | {"seen": "on", "limits": "on", "language": "en"} | changed


def answered(reporter, by, **fields):
    """In full, unless that takes a second head first."""
    incident = submitted(reporter, **fields)
    said = full() if may_waive(incident, PREPARED["contact_type"]) else message()
    return perform(incident, "acknowledge", by=by, message=said)


def escalated(reporter, by, to, **fields):
    return perform(answered(reporter, by, **fields), "escalate", by=by, to=to, reason="Needs a decision")


def decided(reporter, by, to, **fields):
    incident = escalated(reporter, by, to, **fields)
    said = full("We decided.")
    return perform(incident, "decide", by=to, reason="Number stays private", message=said, next_person=by)


GOAL = "Nobody calls me at night on my own phone."


def propose(incident, by, kind="goal", text=GOAL, **more):
    """A part of the plan; what is not a goal is its proposer's, in a week, unless told otherwise."""
    if kind not in ("goal", "exercise"):
        more = {"responsible": by, "due_on": timezone.localdate() + datetime.timedelta(days=7)} | more
    record(incident, "propose_plan_item", by=by, kind=kind, text=text, language="en", **more)
    return PlanItem.objects.filter(incident=incident).latest("proposed_at", "pk")


def agreed_goal(incident, by):
    item = propose(incident, by)
    record(incident, "confirm_plan_item", by=incident.reporter, item=item.pk)
    return item


def measured(incident, by):
    """With a full answer (R1), and a goal that was agreed and reached (R4), as whoever hopes for more than a record needs."""
    return with_goal(answer_fully(incident, by), by)


def with_goal(incident, by):
    if not incident.plan.exists():
        item = agreed_goal(incident, by)
        record(incident, "end_plan_item", by=by, item=item.pk, result="reached", note="The office line was set up.")
    return Incident.objects.get(pk=incident.pk)


def ready(reporter, by, **fields):
    """Answered, and nothing missing for a result."""
    return measured(answered(reporter, by, **fields), by)


RESULT = {
    "outcome": "boundary_kept_declined",
    "reason": "The boundary held.",
    "contact_type": "counselling",
    "need_served": "Somebody to call at night.",
}


def answer_fully(incident, by):
    """Unless that was done, or the record needs none."""
    incident = Incident.objects.get(pk=incident.pk)
    if full_answer_given(incident):
        record(incident, "answer", by=by, **full())
    return incident


def resolve(incident, by):
    """With a full answer and a goal where it has none."""
    incident = measured(incident, by)
    return perform(incident, "resolve", by=by, message={"body": "This is the result.", "language": "en"}, **RESULT)


def resolved(reporter, by, **fields):
    return resolve(answered(reporter, by, **fields), by)


def settle(incident, by):
    """Everything that a record needs before it can be closed, by its reporter."""
    record(incident, "agree", by=by)
    record(incident, "enter_in_care_record", by=by, reference="CR-7")
    say_how_it_was(incident, by)
    return incident


HOW_IT_WAS = {"respected": 5, "understood": 4, "helpful": None}


def say_how_it_was(incident, by, **more):
    """C6: the reporter's answers to the closing questions; None is that she would rather not say."""
    return record(incident, "answer_closing_questions", by=by, **(HOW_IT_WAS | more))


def closed(reporter, by, **fields):
    incident = settle(resolved(reporter, by, **fields), by=reporter)
    return perform(incident, "close", by=by, reason="Finished together.")


def withdrawn(reporter, **fields):
    return perform(submitted(reporter, **fields), "withdraw", by=reporter, reason="Settled at once")

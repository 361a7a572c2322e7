"""Eight people press at the same moment: one wins, one event is written, the others are told that it has moved on."""

import pytest

from audit.door import perform, record
from audit.errors import NotNow
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Incident
from supervision.models import Message
from tests import stories
from tests.races.conftest import THREADS

ROUNDS = 5
RESULT = stories.RESULT | {"message": {"body": "So", "language": "en"}}


def ready_to_close(p):
    incident = stories.resolved(p.cara, by=p.sam)
    record(incident, "agree", by=p.cara)
    record(incident, "enter_in_care_record", by=p.cara, reference="CR-7")
    stories.say_how_it_was(incident, p.cara)
    return incident


def submit(p):
    return "submit", {"by": p.cara}


def withdraw(p):
    return "withdraw", {"by": p.cara, "reason": "Settled"}


def acknowledge(p):
    return "acknowledge", {"by": p.sam, "message": stories.message()}


def acknowledge_too(p):
    return "acknowledge", {"by": p.lena, "message": stories.message()}


def escalate(p):
    return "escalate", {"by": p.sam, "to": p.lena, "reason": "?"}


def decide(p):
    return "decide", {"by": p.lena, "reason": "So", "message": stories.message(), "next_person": p.sam}


def resolve(p):
    return "resolve", {"by": p.lena, **RESULT}


def reopen(p):
    return "reopen", {"by": p.cara, "reason": "Again"}


def close(p):
    return "close", {"by": p.sam, "reason": "Done"}


# what is at stake -> how the record comes to it, and what the rivals do, in turn
RIVALRIES = {
    "submit": (lambda p: stories.draft(p.cara), [submit]),
    "acknowledge": (lambda p: stories.submitted(p.cara), [acknowledge, acknowledge_too]),
    "acknowledge or withdraw": (lambda p: stories.submitted(p.cara), [acknowledge, withdraw]),
    "escalate or resolve": (lambda p: stories.ready(p.cara, p.sam), [escalate, resolve]),
    "decide": (lambda p: stories.escalated(p.cara, p.sam, p.lena), [decide]),
    "reopen or close": (ready_to_close, [reopen, close]),
}


def attempt(incident, verb, details):
    return lambda: perform(incident, verb, **details)


@pytest.mark.parametrize("stake", RIVALRIES)
def test_one_winner_one_event_and_the_rest_are_told(people, all_at_once, stake):
    prepare, rivals = RIVALRIES[stake]
    for _ in range(ROUNDS):
        incident = prepare(people)
        before = AuditEvent.objects.filter(object_id=incident.pk).count()
        turns = [rivals[number % len(rivals)](people) for number in range(THREADS)]
        results = all_at_once([attempt(incident, verb, details) for verb, details in turns])
        winners = [result for result in results if isinstance(result, Incident)]
        losers = [result for result in results if isinstance(result, NotNow)]
        assert (len(winners), len(losers)) == (1, THREADS - 1), results
        assert all(loser.reasons == ["wrong_status"] for loser in losers)
        assert AuditEvent.objects.filter(object_id=incident.pk).count() == before + 1
        assert Incident.objects.get(pk=incident.pk).status == winners[0].status
    report = verify()
    assert (report.findings, report.chains) == ([], ROUNDS)


def test_thirty_rounds_are_run():
    assert ROUNDS * len(RIVALRIES) == 30


def test_eight_messages_at_once_are_all_kept_and_owe_one_answer(people, all_at_once):
    incident = stories.answered(people.cara, people.sam)

    def write(number):
        return lambda: record(incident, "write", by=people.cara, body=f"Message {number}", language="en")

    results = all_at_once([write(number) for number in range(THREADS)])
    assert not [result for result in results if isinstance(result, Exception)]
    bodies = set(Message.objects.filter(incident=incident, kind="reporter").values_list("body", flat=True))
    assert bodies == {f"Message {number}" for number in range(THREADS)}
    assert incident.deadlines.open().count() == 1
    assert verify().findings == []


def test_eight_looks_at_once_each_leave_a_link(people, all_at_once):
    incident = stories.submitted(people.cara)
    all_at_once([lambda: record(incident, "open", by=people.sam)] * THREADS)
    assert list(AuditEvent.objects.filter(act="record_opened").order_by("seq").values_list("seq", flat=True)) == [
        *range(1, THREADS + 1)
    ]
    assert verify().findings == []

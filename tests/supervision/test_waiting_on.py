"""Whose turn it is: derived from the rows, the same for the queue, the page and programs (spec: derived, never stored)."""

import pytest

from accounts.roles import Role
from audit.door import perform, record
from boundaries.models import Incident
from supervision import obligations
from supervision.models import Deadline
from supervision.waiting_on import waiting_on, waiting_on_each
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import address as api
from tests.supervision.asking import get
from tests.supervision.pages import address, page
from tests.supervision.test_conversation import holding
from tests.supervision.test_messages import GENTLE, SIGN

pytestmark = pytest.mark.django_db


def turn(incident):
    return str(waiting_on(Incident.objects.get(pk=incident.pk)))


def test_each_status_says_whose_turn_it_is(cara, sam, lena):
    assert turn(stories.draft(cara)) == "reporter"
    assert turn(stories.submitted(cara)) == "supervisor"
    assert turn(stories.answered(cara, by=sam)) == "supervisor"  # to record the result
    assert turn(stories.escalated(cara, by=sam, to=lena)) == "lead"
    for end in (stories.resolved(cara, by=sam), stories.closed(cara, by=sam), stories.withdrawn(cara)):
        assert turn(end) == "nobody"


def test_question_sets_waiting_on_reporter(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message(kind="question"))
    assert turn(incident) == "reporter"
    record(incident, "write", by=cara, body="Yes", language="hu")
    assert turn(incident) == "supervisor"


def test_a_promise_a_sign_and_a_gentle_word(cara, sam):
    incident = stories.submitted(cara)
    record(incident, "sign", by=sam, **SIGN)
    assert turn(incident) == "supervisor"
    perform(incident, "acknowledge", by=sam, message=holding(2))
    assert turn(incident) == "supervisor"
    record(incident, "answer", by=sam, **stories.message())
    record(incident, "follow_up", by=sam, **GENTLE)
    assert turn(incident) == "reporter"


def test_a_correction_asks_nothing_new(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message(kind="question"))
    key = incident.messages.get(kind="question").pk
    record(incident, "answer", by=sam, **stories.message())
    record(incident, "correct", by=sam, message=str(key), body="Better", language="en")
    assert turn(incident) == "supervisor"


def test_a_person_concerned_who_was_asked_is_waited_for(cara, sam):
    incident = stories.answered(cara, by=sam)
    obligations.open_deadline(incident, Deadline.Kind.HEARING, sam)
    assert turn(incident) == "consultee"
    record(incident, "write", by=cara, body="And?", language="hu")
    assert turn(incident) == "supervisor"


def test_the_reporter_is_not_told_that_somebody_is_heard_or_what_is_ours(cara, sam):
    incident = stories.answered(cara, by=sam)
    for kind in (Deadline.Kind.HEARING, Deadline.Kind.TRANSLATION, Deadline.Kind.REFERRAL_CHECK, Deadline.Kind.FOLLOW_UP):
        obligations.open_deadline(incident, kind, sam)
    told = get(cara, api(incident))
    assert (told["waiting_on"], told["deadlines"]) == ("supervisor", [])
    assert get(sam, api(incident))["waiting_on"] == "consultee"


def test_a_lead_who_reported_is_told_no_more_of_her_own(lena, organisation):
    otto = make_person(organisation, None, "Otto Lead", Role.LEAD)
    own = stories.answered(lena, by=otto)
    obligations.open_deadline(own, Deadline.Kind.HEARING, otto)
    listed = get(otto, "/api/v1/deadlines/", of="service"), get(lena, "/api/v1/deadlines/", of="service")
    assert [own.reference in str(rows) for rows in listed] == [True, False]
    rows = get(lena, "/api/v1/queue/", view="waiting")["results"]
    assert "consultee" not in {row["waiting_on"] for row in rows}


def test_queue_page_and_program_agree(cara, sam):
    asked = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message(kind="question"))
    rows = {row["reference"]: row for row in get(sam, "/api/v1/queue/", view="waiting")["results"]}
    assert rows[asked.reference]["waiting_on"] == get(sam, api(asked))["waiting_on"] == "reporter"
    assert "Waiting on: reporter" in page(sam, address(asked))
    assert ">reporter</td>" in page(sam, "/queue/?view=waiting")
    waits = stories.submitted(cara)
    assert "Waiting on: you" in page(sam, address(waits))
    assert ">you</td>" in page(sam, "/queue/")


def test_two_statements_however_many(cara, sam, django_assert_num_queries):
    rows = [Incident.objects.get(pk=stories.answered(cara, by=sam).pk) for _ in range(3)]
    for some in (rows[:1], rows):
        with django_assert_num_queries(2):
            waiting_on_each(some)

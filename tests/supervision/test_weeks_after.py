"""What became of a report in the four weeks after it, derived and dated: who reads it, and what is missing."""

import datetime

import pytest

from audit.door import perform, record
from boundaries.models import Incident
from supervision.reader import Reader
from supervision.weeks_after import MARKS, card
from tests import stories
from tests.supervision import asking
from tests.supervision.pages import address, in_english, page

pytestmark = pytest.mark.django_db
BEGUN = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


@pytest.fixture
def on_day(time_machine):
    """A function: so many days after the report."""

    def move(days):
        time_machine.move_to(BEGUN + datetime.timedelta(days=days), tick=False)

    move(0)
    return move


def seen(incident, by):
    return card(Reader(Incident.objects.get(pk=incident.pk), by))


def standings(incident, by):
    return {row["key"]: (row["standing"], row["words"]) for row in seen(incident, by)["rows"]}


def test_each_thing_is_dated_by_the_day_on_which_it_was_done(cara, sam, client_k, on_day):
    incident = stories.submitted(cara, client=client_k)
    on_day(1)
    incident = perform(incident, "acknowledge", by=sam, message=stories.full())
    on_day(5)
    goal = stories.agreed_goal(incident, sam)
    stories.propose(incident, sam, kind="action", text="Ask the office for a line.")
    step = incident.plan.get(kind="action")
    record(incident, "end_plan_item", by=sam, item=step.pk, result="done", note="The line is there.")
    on_day(9)
    record(incident, "end_plan_item", by=sam, item=goal.pk, result="reached", note="It rings.")
    incident = stories.settle(stories.resolve(incident, sam), cara)
    assert standings(incident, sam) == {
        "answered": ("done", "on day 1"),
        "looked_into": ("done", "on day 1"),
        "steps": ("done", "on day 5"),
        "goals": ("done", "on day 9"),
        "result": ("done", "on day 9"),
        "how_it_was": ("done", "on day 9"),
        "entered": ("done", "on day 9"),
    }
    found = seen(incident, sam)
    assert (found["done"], found["count"], found["is_over"]) == (7, 7, False)


def test_what_is_not_done_is_open_and_after_four_weeks_missing(cara, sam, on_day):
    incident = stories.submitted(cara)
    assert {standing for standing, _words in standings(incident, sam).values()} == {"open"}
    on_day(28.1)
    assert {standing for standing, _words in standings(incident, sam).values()} == {"missing"}
    assert seen(incident, sam)["is_over"]


def test_what_came_after_the_four_weeks_came_late_and_does_not_count(cara, sam, on_day):
    incident = stories.submitted(cara)
    on_day(29)
    incident = perform(incident, "acknowledge", by=sam, message=stories.full())
    assert standings(incident, sam)["answered"] == ("late", "on day 29")
    assert (seen(incident, sam)["done"], seen(incident, sam)["dots"]) == (0, [])


def test_a_promise_to_answer_is_no_answer(cara, sam, on_day):
    incident = stories.submitted(cara)
    promised = BEGUN + datetime.timedelta(hours=5)
    incident = perform(incident, "acknowledge", by=sam, message=stories.message(kind="holding", promised_at=promised))
    assert standings(incident, sam)["answered"][0] == "open"


def test_only_what_this_record_asks_for_is_asked(cara, sam, lena, on_day):
    plain = stories.submitted(cara, expectation="just_record")
    assert set(standings(plain, sam)) == {"answered", "result", "how_it_was", "entered"}
    grave = stories.submitted(cara, event="theft_or_exploitation")
    assert {"decided", "told_outside", "looked_into"} <= set(standings(grave, lena))
    escalated = stories.decided(cara, sam, lena)
    assert standings(escalated, sam)["decided"] == ("done", "on the same day")


def test_asked_in_vain_is_asked(cara, sam, on_day):
    incident = stories.resolved(cara, sam)
    assert standings(incident, sam)["how_it_was"][0] == "open"
    record(incident, "note_unanswered", by=sam, text="She could not be reached.")
    assert standings(incident, sam)["how_it_was"][0] == "done"


def test_further_reports_about_the_client_are_counted_as_far_as_they_may_be_seen(cara, sam, tom, client_k, on_day):
    first = stories.submitted(cara, client=client_k)
    on_day(3)
    stories.submitted(cara, client=client_k)
    stories.submitted(cara, client=client_k, named=[sam])
    on_day(29)
    stories.submitted(cara, client=client_k)
    assert seen(first, sam)["again"] == 1
    assert seen(stories.submitted(cara), sam)["again"] is None


def test_the_auditor_reads_it_on_the_page_and_the_reporter_does_not(cara, sam, lena, rita, client_k, on_day):
    incident = stories.settle(stories.resolved(cara, sam, client=client_k), cara)
    for person in (sam, lena, rita):
        text = page(in_english(person), address(incident))
        assert "The four weeks after" in text
        assert "No further report about this client" in text
    assert "The four weeks after" not in page(in_english(cara), address(incident))
    assert card(Reader(incident, cara)) is None


def test_a_program_reads_the_same(cara, sam, on_day):
    incident = stories.submitted(cara)
    rows = asking.get(sam, asking.address(incident))["weeks_after"]
    assert [(row["key"], row["at"], row["standing"]) for row in rows][:2] == [
        ("answered", None, "open"), ("looked_into", None, "open"),
    ]  # fmt: skip
    assert asking.get(cara, asking.address(incident))["weeks_after"] == []


def test_a_question_and_what_was_taken_back_have_none(cara, sam, on_day):
    draft = stories.drafts.begin(cara, stories.uuid7(), kind="question")
    Incident.objects.filter(pk=draft.pk).update(question="May I accept a cake?")
    assert card(Reader(perform(draft, "submit", by=cara), sam)) is None
    assert card(Reader(stories.withdrawn(cara), sam)) is None


def test_each_mark_has_a_name_of_its_own():
    assert len({mark.key for mark in MARKS}) == len(MARKS) == 10

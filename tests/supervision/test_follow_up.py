"""When a reporter goes quiet: noticed once, one gentle follow-up asked of the supervisor, never closed by itself."""

import datetime

import pytest

from audit.door import perform, record
from audit.models import AuditEvent
from audit.verify import verify
from supervision import clock
from supervision.models import Deadline, Notice, Silence
from supervision.reader import Reader
from supervision.timeline import entries, events_of
from tests import stories

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
FOLLOW_UP = Deadline.Kind.FOLLOW_UP


@pytest.fixture
def on_day(time_machine):
    """A function that moves the time to so many days after the start and lets the clock pass; what it found quiet."""

    def move(days):
        time_machine.move_to(START + datetime.timedelta(days=days), tick=False)
        done = clock.run()
        assert done.failed == []
        return [row.incident for row in done.rows("found quiet")]

    move(0)
    return move


@pytest.fixture
def asked(cara, sam, on_day):
    """Cara has been asked something, on day 0."""
    incident = stories.answered(cara, sam)
    record(incident, "answer", by=sam, **stories.message(kind="question"))
    return incident


def follow_ups(incident):
    return list(incident.deadlines.filter(kind=FOLLOW_UP).order_by("opened_at"))


def test_after_seven_days_one_follow_up_is_asked_of_the_supervisor(asked, sam, on_day):
    assert on_day(6.9) == []
    assert follow_ups(asked) == []
    assert on_day(7) == [asked]
    row = follow_ups(asked)[0]
    assert (row.owner, row.is_open) == (sam, True)
    assert Notice.objects.filter(user=sam, kind="quiet", incident=asked).count() == 1
    for day in (7.1, 7.5):
        assert on_day(day) == []
    assert len(follow_ups(asked)) == 1


def test_it_neither_orders_the_queue_nor_stands_in_the_way_of_a_result(asked, sam, on_day):
    on_day(7)
    asked.refresh_from_db()
    assert (asked.due_at, asked.urgent) == (None, False)
    stories.with_goal(asked, sam)
    perform(asked, "resolve", by=sam, message={"body": "The result.", "language": "en"}, **stories.RESULT)
    assert [row.cancelled_at is not None for row in follow_ups(asked)] == [True]
    assert not Silence.objects.exists()


def test_it_is_cancelled_when_the_reporter_writes(asked, cara, on_day):
    on_day(7)
    record(asked, "write", by=cara, body="I was away", language="en")
    assert follow_ups(asked)[0].cancelled_at is not None
    assert not Silence.objects.exists()
    assert on_day(30) == []


def test_whoever_writes_before_is_not_quiet(asked, cara, sam, on_day):
    on_day(5)
    record(asked, "write", by=cara, body="Here I am", language="en")
    record(asked, "answer", by=sam, **stories.message())
    assert on_day(11.9) == []
    assert on_day(12) == [asked]


def test_what_she_adds_to_the_report_counts_as_well(asked, cara, on_day):
    on_day(5)
    record(asked, "add_information", by=cara, text="He called again", language="en")
    assert on_day(11) == []
    assert on_day(12) == [asked]


def test_a_message_of_the_supervisor_meets_it_and_no_second_one_opens(asked, sam, on_day):
    on_day(7)
    record(asked, "answer", by=sam, **stories.message("No need to answer. I am still here."))
    assert follow_ups(asked)[0].met_at is not None
    for day in (14, 15, 30):
        assert on_day(day) == []
    assert Silence.objects.noticed().get().incident == asked


def test_after_she_wrote_the_next_silence_is_one_of_its_own(asked, cara, sam, on_day):
    on_day(7)
    record(asked, "write", by=cara, body="Thank you", language="en")
    record(asked, "answer", by=sam, **stories.message(kind="question"))
    assert on_day(14) == [asked]
    assert len(follow_ups(asked)) == 2


def test_nobody_who_only_wanted_it_recorded_is_followed_up(cara, sam, on_day):
    stories.answered(cara, by=sam, expectation="just_record")
    assert on_day(30) == []
    assert not Silence.objects.exists()


def test_while_we_owe_an_answer_it_is_not_the_reporter_who_is_quiet(cara, sam, lena, on_day):
    promised = START + datetime.timedelta(days=2)
    waiting = stories.submitted(cara)
    perform(waiting, "acknowledge", by=sam, message=stories.message(kind="holding", promised_at=promised))
    stories.escalated(cara, by=sam, to=lena)
    stories.submitted(cara)
    assert not Silence.objects.exists()
    assert on_day(30) == []


@pytest.mark.parametrize("story", [stories.resolved, stories.closed])
def test_what_is_finished_is_not_watched(story, cara, sam, on_day):
    story(cara, by=sam)
    assert not Silence.objects.exists()
    assert on_day(10) == []


def test_after_a_decision_it_is_watched_again(cara, sam, lena, on_day):
    incident = stories.decided(cara, by=sam, to=lena)
    assert on_day(7) == [incident]


def test_noticed_late_it_says_so_and_the_reporter_is_not_bothered(asked, cara, sam, on_day):
    assert on_day(9) == [asked]
    event = AuditEvent.objects.get(act="silence_noticed")
    assert event.data["late_by_minutes"] == 2 * 24 * 60
    told = {entry.what: entry.note for entry in entries(Reader(asked, sam), events_of(asked))}
    noted = [note for what, note in told.items() if "follow-up" in what]
    assert noted == ["noticed 2 days late, because the clock was off"]
    assert not any("follow-up" in entry.what for entry in entries(Reader(asked, cara), events_of(asked)))
    assert not asked.messages.filter(kind="notice").exists()


def test_one_that_nobody_sends_is_late_for_those_who_answer_alone(asked, cara, sam, on_day):
    on_day(7)
    on_day(8)
    assert follow_ups(asked)[0].breached_at is not None
    assert not asked.messages.filter(kind="notice").exists()
    assert not any("time for a follow-up" in entry.what for entry in entries(Reader(asked, cara), events_of(asked)))
    assert any("time for a follow-up" in entry.what for entry in entries(Reader(asked, sam), events_of(asked)))
    assert verify().findings == []

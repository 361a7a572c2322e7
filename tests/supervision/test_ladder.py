"""The ladder at night: who is told when, by which way, and that it stops when somebody takes care of it."""

import datetime

import pytest

from audit.models import AuditEvent
from audit.verify import verify
from supervision import clock
from supervision.ladder import shifts
from supervision.models import Alarm, Notice
from tests import stories

# Sunday 1 March 2026, two at night in Budapest
NIGHT = datetime.datetime(2026, 3, 1, 1, tzinfo=datetime.UTC)
DUTY = "+36 1 555 01 02"


@pytest.fixture
def at(time_machine):
    """A function that moves the time to so many minutes after two at night."""

    def move(minutes):
        time_machine.move_to(NIGHT + datetime.timedelta(minutes=minutes), tick=False)

    move(0)
    return move


def on_call(person, by, *, hours=(-6, 6), team=None, start=NIGHT):
    begins, ends = (start + datetime.timedelta(hours=hour) for hour in hours)
    fields = {"user": person, "team": team, "starts_at": begins, "ends_at": ends, "duty_phone": DUTY}
    return shifts.enter(person.organisation, by, **fields)[0]


def told(incident):
    rows = list(Alarm.objects.filter(incident=incident).select_related("user"))
    rows.sort(key=lambda alarm: (alarm.raised_at, Alarm.Rung.values.index(alarm.rung)))
    return [(alarm.user.given_name, str(alarm.rung)) for alarm in rows]


def acts(incident):
    return list(AuditEvent.objects.filter(object_id=incident.pk).order_by("seq").values_list("act", flat=True))


def passes(at, *minutes):
    """The clock at each of these times."""
    for minute in minutes:
        at(minute)
        assert clock.run().failed == []


def test_an_urgent_report_reaches_the_owner_and_whoever_is_on_call_at_once(cara, sam, tom, lena, at):
    on_call(tom, lena)
    incident = stories.submitted(cara, safety_concern="yes")
    assert told(incident) == [("Sam", "owner"), ("Tom", "on_call")]
    assert incident.doors.get(user=tom).basis == "on_call"
    assert Notice.objects.get(user=tom).kind == "alarm_urgent"


def test_the_owner_alone_where_she_answers_at_this_hour(cara, sam, tom, lena, at):
    on_call(tom, lena)
    sam.profile.reply_windows = {"6": [["01:00", "04:00"]]}
    sam.profile.save()
    assert told(stories.submitted(cara, safety_concern="yes")) == [("Sam", "owner")]


def test_it_climbs_by_the_clock_to_its_end_and_does_not_begin_again(cara, sam, tom, lena, at):
    on_call(tom, lena)
    incident = stories.submitted(cara, safety_concern="yes")
    passes(at, 10, 19)
    assert len(told(incident)) == 2
    passes(at, 20)
    assert told(incident)[2:] == [("Lena", "lead")]
    passes(at, 40, 60, 80, 24 * 60)
    assert len(told(incident)) == 3  # Lena is the safeguarding lead as well
    assert acts(incident).count("alarm_climbed") == 1
    assert acts(incident).count("ladder_ended") == 1
    assert verify().findings == []

"""Several clocks and people at the same moment: each alarm, repetition, end and gap happens once."""

import datetime

import pytest

from accounts.models import User
from accounts.roles import Role
from audit.door import perform, record
from audit.models import AuditEvent, OutboxItem
from audit.verify import verify
from boundaries.models import Incident
from supervision import clock
from supervision.ladder import shifts
from supervision.models import Alarm, Notice, OnCallShift
from tests import stories
from tests.cast import make_person

NIGHT = datetime.datetime(2026, 3, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def night(people, time_machine):
    """A house in which Tom is on call and Sage is the safeguarding lead; a function that moves the time by minutes."""
    organisation = people.sam.organisation
    User.objects.filter(pk=people.lena.pk).update(roles=["lead"])
    make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    people.tom = make_person(organisation, None, "Tom Duty", Role.SUPERVISOR)

    def move(minutes):
        time_machine.move_to(NIGHT + datetime.timedelta(minutes=minutes), tick=False)

    move(0)
    times = {"starts_at": NIGHT - datetime.timedelta(hours=2), "ends_at": NIGHT + datetime.timedelta(hours=6)}
    shifts.enter(organisation, people.lena, user=people.tom, team=None, duty_phone="+3615550102", **times)
    return move


def faults(results):
    return [each for each in results if isinstance(each, Exception) or getattr(each, "failed", [])]


@pytest.mark.parametrize("clocks", [2, 8])
def test_each_alarm_is_raised_repeated_and_ended_once_however_many_clocks_run(people, all_at_once, night, clocks):
    incidents = [stories.submitted(people.cara, safety_concern="yes") for _ in range(3)]
    for minute in (20, 40, 60):
        night(minute)
        assert faults(all_at_once([clock.run] * clocks)) == []
    for incident in incidents:
        rungs = sorted(Alarm.objects.filter(incident=incident).values_list("rung", flat=True))
        assert rungs == ["lead", "on_call", "owner", "safeguarding"]
        acts = list(AuditEvent.objects.filter(object_id=incident.pk).values_list("act", flat=True))
        assert (acts.count("alarm_climbed"), acts.count("ladder_ended")) == (2, 1)
    owners = Alarm.objects.filter(rung="owner")
    assert set(owners.values_list("times", flat=True)) == {4}
    mails = OutboxItem.objects.filter(payload__has_key="alarm", channel="mail")
    assert mails.count() == sum(Alarm.objects.values_list("times", flat=True))
    assert AuditEvent.objects.filter(act="gaps_told").count() == Notice.objects.filter(kind="rota_gap").count() == 1
    assert verify().findings == []


def test_an_answer_in_the_same_moment_and_no_repetition_after_it(people, all_at_once, night):
    for round_ in range(4):
        night(round_ * 1000)
        incident = stories.submitted(people.cara, safety_concern="yes")
        night(round_ * 1000 + 20)

        def answer(incident=incident):
            return perform(incident, "acknowledge", by=people.sam, message=stories.message())

        results = all_at_once([clock.run, answer, clock.run])
        assert isinstance(results[1], Incident)
        assert not Alarm.objects.filter(incident=incident, over_at=None).exists()
        before = OutboxItem.objects.filter(payload__has_key="alarm").count()
        night(round_ * 1000 + 45)
        clock.run()
        assert OutboxItem.objects.filter(payload__has_key="alarm").count() == before
        assert not incident.doors.filter(until=None, basis__in=("on_call", "ladder")).exists()


def test_taking_it_on_while_the_clock_climbs_is_one_or_the_other_and_never_lost(people, all_at_once, night):
    incident = stories.submitted(people.cara, safety_concern="yes")
    night(20)
    results = all_at_once([clock.run, lambda: record(incident, "acknowledge_alarm", by=people.tom), clock.run])
    assert faults(results) == []
    assert Alarm.objects.get(user=people.tom).acknowledged_at is not None
    assert Alarm.objects.filter(incident=incident, climbs_at__isnull=False).count() == 1
    night(40)
    clock.run()
    assert Alarm.objects.filter(incident=incident).count() in (3, 4)


def test_two_leads_cannot_put_two_people_on_call_at_once(people, all_at_once, night):
    times = {"starts_at": NIGHT + datetime.timedelta(hours=7), "ends_at": NIGHT + datetime.timedelta(hours=9)}

    def enter(person):
        details = {"user": person, "team": None, "duty_phone": "+3615550102"} | times
        return lambda: shifts.enter(person.organisation, people.lena, **details)

    results = all_at_once([enter(people.sam), enter(people.tom)] * 3)
    assert sum(isinstance(each, list) for each in results) == 1
    assert OnCallShift.objects.count() == 2

"""One whole night, told as it goes; a clock that was killed half-way; a week without any clock."""

import datetime

import pytest
from django.core.management import call_command

from accounts.roles import Role
from audit.door import perform
from audit.models import AuditEvent, OutboxItem
from audit.verify import verify
from supervision import clock
from supervision.ladder import alarms
from supervision.models import Alarm
from tests import stories
from tests.cast import make_person
from tests.supervision.nights import NIGHT, acts, on_call, passes, told
from tests.supervision.pages import address, browser, page

URGENT = {"safety_concern": "yes"}


def work():
    call_command("worker", "--once")


@pytest.fixture
def house(cara, sam, tom, lena, organisation, night):
    """Tom is on call, Lena leads, Sage is the safeguarding lead; Sam, whose team it is, is asleep."""
    type(lena).objects.filter(pk=lena.pk).update(roles=["lead"], language="en")
    type(tom).objects.filter(pk=tom.pk).update(language="en")
    make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    on_call(tom, lena)


def test_a_night_from_the_report_to_the_answer(house, cara, sam, tom, lena, night, gateway, mailbox):
    incident = stories.submitted(cara, **URGENT)
    work()
    assert {to for mail in mailbox.messages for to in mail.recipients} >= {"sam@north.example", "tom@north.example"}
    assert [request.target for request in gateway.requests] == ["/text"]
    for minute in (5, 10, 15, 20):
        passes(night, minute)
        work()
    assert told(incident) == [("Sam", "owner"), ("Tom", "on_call"), ("Lena", "lead")]
    assert sorted(request.target for request in gateway.requests) == ["/text"] * 5 + ["/voice"] * 4
    for minute in (25, 30, 35, 40):
        passes(night, minute)
        work()
    assert told(incident)[3:] == [("Sage", "safeguarding")]
    night(42)
    alarm = Alarm.objects.get(user=lena)
    assert "I take care of it" in page(lena, f"/alarms/{alarm.pk}/")
    assert browser(lena).post(f"/alarms/{alarm.pk}/").url == address(incident)
    count = OutboxItem.objects.filter(payload__has_key="alarm").count()
    passes(night, 45, 50, 55)
    assert OutboxItem.objects.filter(payload__has_key="alarm").count() == count
    perform(incident, "acknowledge", by=lena, message=stories.message())
    passes(night, 62, 90, 24 * 60)
    assert len(told(incident)) == 4
    assert acts(incident)[:4] == ["incident_submitted", "alarm_climbed", "alarm_climbed", "alarm_acknowledged"]
    assert verify().findings == []


def test_the_lead_sees_who_was_told_by_which_way_and_whether_it_arrived(house, cara, sam, tom, lena, night, gateway, mailbox):
    incident = stories.submitted(cara, **URGENT)
    work()
    passes(night, 20)
    text = page(lena, address(incident))
    assert "Who was told" in text
    for words in ("Tom N.", "(on call)", "not acknowledged", "by mail", "by text message", "delivered Today 02:00"):
        assert words in text, words
    assert "waits to be sent" in text
    for person in (cara, sam):
        assert "Who was told" not in page(person, address(incident))


def test_a_ladder_that_ended_stands_in_red_before_the_lead_alone(house, cara, sam, lena, night):
    incident = stories.submitted(cara, **URGENT)
    passes(night, 20, 40, 60)
    assert "nobody has taken it on" in page(lena, "/")
    assert incident.reference in page(lena, "/")
    assert "nobody has taken it on" not in page(sam, "/")


def test_a_clock_that_is_killed_half_way_leaves_nothing_half_done(house, cara, sam, night, monkeypatch):
    incidents = [stories.submitted(cara, **URGENT) for _ in range(3)]
    night(20)
    original, calls = alarms.raise_alarm, []

    def killed(*arguments, **details):
        alarm = original(*arguments, **details)
        calls.append(alarm)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return alarm

    with monkeypatch.context() as patch:
        patch.setattr(alarms, "raise_alarm", killed)
        with pytest.raises(KeyboardInterrupt):
            clock.run()
    assert Alarm.objects.filter(rung="lead").count() == 1
    assert len(clock.run().rows("alarm climbed")) == 2
    assert [len(told(incident)) for incident in incidents] == [3, 3, 3]
    assert AuditEvent.objects.filter(act="alarm_climbed").count() == 3


def test_a_week_without_a_clock_tells_each_once_and_says_that_it_is_late(house, cara, sam, tom, lena, night):
    incident = stories.submitted(cara, **URGENT)
    week = 7 * 24 * 60
    passes(night, week, week + 1, week + 4)
    assert told(incident)[2:] == [("Lena", "lead")]
    lead = Alarm.objects.get(user=lena)
    assert lead.raised_at - lead.wanted_at == datetime.timedelta(minutes=week - 20)
    event = AuditEvent.objects.get(act="alarm_climbed")
    assert event.data["late_by_minutes"] == week - 20
    assert Alarm.objects.get(user=sam).times == 2  # once more, not two thousand times
    passes(night, week + 20)
    assert told(incident)[3:] == [("Sage", "safeguarding")]
    assert "late, because the clock was off" in page(lena, address(incident))


def test_an_alarm_is_only_hers_whose_it_is(house, cara, sam, tom, lena, rita, olly, night):
    stories.submitted(cara, **URGENT)
    alarm = Alarm.objects.get(user=tom)
    for person in (cara, sam, lena, rita, olly):
        page(person, f"/alarms/{alarm.pk}/", 404)
        assert browser(person).post(f"/alarms/{alarm.pk}/").status_code == 404
    assert Alarm.objects.get(pk=alarm.pk).acknowledged_at is None
    text = page(tom, f"/alarms/{alarm.pk}/").split("<main")[1].split("</main>")[0]
    for secret in ("Cara", stories.VERBATIM, "phone"):
        assert secret not in text


def test_looking_takes_nothing_on_and_pressing_twice_does_it_once(house, cara, tom, night):
    incident = stories.submitted(cara, **URGENT)
    place = f"/alarms/{Alarm.objects.get(user=tom).pk}/"
    page(tom, place)
    assert Alarm.objects.get(user=tom).acknowledged_at is None
    for _ in range(2):
        assert browser(tom).post(place).status_code == 302
    assert acts(incident).count("alarm_acknowledged") == 1


def test_after_an_answer_the_link_says_so_and_asks_for_nothing(house, cara, sam, tom, night):
    incident = stories.submitted(cara, **URGENT)
    place = f"/alarms/{Alarm.objects.get(user=tom).pk}/"
    perform(incident, "acknowledge", by=sam, message=stories.message())
    text = page(tom, place)
    assert "need not do anything" in text
    assert "I take care of it" not in text
    assert browser(tom).post(place).url == place
    page(tom, address(incident), 404)


def test_the_night_begins_on_a_sunday():
    assert NIGHT.weekday() == 6

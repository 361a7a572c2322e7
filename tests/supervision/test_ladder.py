"""The ladder at night: who is told when, that it climbs by the clock, stops when somebody takes care of it, and ends."""

import pytest

from audit.door import perform, record
from audit.errors import NotPermitted
from audit.models import OutboxItem
from audit.verify import verify
from boundaries.models import Access
from supervision import clock
from supervision.ladder import alarms
from supervision.models import Alarm, Notice
from tests import stories
from tests.supervision.nights import acts, on_call, passes, told

URGENT = {"safety_concern": "yes"}


def mails_to(person):
    return OutboxItem.objects.filter(channel="mail", recipient_id=person.pk, payload__has_key="alarm").count()


def test_an_urgent_report_reaches_the_owner_and_whoever_is_on_call_at_once(cara, sam, tom, lena, night):
    on_call(tom, lena)
    incident = stories.submitted(cara, **URGENT)
    assert told(incident) == [("Sam", "owner"), ("Tom", "on_call")]
    assert incident.doors.get(user=tom).basis == Access.Basis.ON_CALL
    assert Notice.objects.get(user=tom).kind == "alarm_urgent"


def test_one_mail_of_the_moment_is_enough(cara, sam, tom, lena, night):
    """Sam hears of the report anyway: that mail becomes the alarm's, with its link and its proof; the inbox has one line."""
    incident = stories.submitted(cara, **URGENT)
    item = OutboxItem.objects.get(recipient_id=sam.pk)
    alarm = Alarm.objects.get(incident=incident)
    assert (item.payload["alarm"], alarm.sent) == (str(alarm.pk), [str(item.pk)])
    assert {notice.kind for notice in Notice.objects.filter(user=sam)} == {"urgent_report"}


def test_a_mail_that_a_worker_holds_already_stays_as_it_is(cara, sam, lena, night):
    incident = stories.answered(cara, by=sam)
    stories.record(incident, "write", by=cara, body="And now?", language="en")
    item = OutboxItem.objects.filter(recipient_id=sam.pk).latest("created_at")
    OutboxItem.objects.exclude(pk=item.pk).filter(recipient_id=sam.pk).update(sent_at=item.created_at)
    OutboxItem.objects.filter(pk=item.pk).update(claimed_until=item.created_at)
    deadline = incident.deadlines.open().first()
    alarm = alarms.raise_alarm(deadline, Alarm.Rung.OWNER, sam, item.created_at)
    item.refresh_from_db()
    assert "alarm" not in item.payload
    assert str(item.pk) not in alarm.sent
    assert mails_to(sam) == 1


def test_who_may_not_answer_any_more_takes_care_of_no_alarm(cara, sam, lena, night):
    incident = stories.submitted(cara, **URGENT)
    sam.roles = ["caregiver"]
    sam.save()
    with pytest.raises(NotPermitted):
        record(incident, "acknowledge_alarm", by=sam)
    assert Alarm.objects.get(incident=incident, user=sam).acknowledged_at is None


def test_the_owner_alone_where_she_answers_at_this_hour(cara, sam, tom, lena, night):
    on_call(tom, lena)
    sam.profile.reply_windows = {"6": [["01:00", "04:00"]]}
    sam.profile.save()
    incident = stories.submitted(cara, **URGENT)
    assert told(incident) == [("Sam", "owner")]
    passes(night, 20)
    assert told(incident)[1:] == [("Tom", "on_call")]


def test_a_report_that_can_wait_wakes_nobody(cara, sam, tom, lena, night):
    on_call(tom, lena, hours=(-6, 48))
    incident = stories.submitted(cara)
    passes(night, 5, 60, 23 * 60)
    assert told(incident) == []


def test_it_climbs_by_the_clock_to_its_end_and_does_not_begin_again(cara, sam, tom, lena, night):
    on_call(tom, lena)
    incident = stories.submitted(cara, **URGENT)
    passes(night, 10, 19)
    assert len(told(incident)) == 2
    passes(night, 20)
    assert told(incident)[2:] == [("Lena", "lead")]
    passes(night, 40, 60, 80, 24 * 60)
    assert len(told(incident)) == 3  # Lena is the safeguarding lead as well
    assert (acts(incident).count("alarm_climbed"), acts(incident).count("ladder_ended")) == (1, 1)
    assert verify().findings == []


def test_urgent_alarms_repeat_until_the_twelfth_time(cara, sam, lena, night):
    incident = stories.submitted(cara, **URGENT)
    passes(night, 5)
    assert mails_to(sam) == 2
    passes(night, *range(10, 120, 5))
    assert set(Alarm.objects.filter(incident=incident).values_list("times", flat=True)) == {12}
    assert (mails_to(sam), mails_to(lena)) == (12, 12)


def test_an_answer_ends_it_at_once(cara, sam, tom, lena, night):
    on_call(tom, lena)
    incident = stories.submitted(cara, **URGENT)
    passes(night, 5)
    perform(incident, "acknowledge", by=sam, message=stories.message())
    sent = OutboxItem.objects.filter(payload__has_key="alarm").count()
    passes(night, 10, 25, 60, 600)
    assert OutboxItem.objects.filter(payload__has_key="alarm").count() == sent
    assert len(told(incident)) == 2
    assert not Alarm.objects.filter(over_at=None).exists()
    assert Notice.objects.get(user=tom).settled_at is not None


def test_a_door_is_shut_behind_whoever_did_not_answer_and_stays_open_for_who_did(cara, sam, tom, lena, night):
    on_call(tom, lena)
    first, second = (stories.submitted(cara, **URGENT) for _ in range(2))
    night(3)
    perform(first, "acknowledge", by=sam, message=stories.message())
    perform(second, "acknowledge", by=tom, message=stories.message())
    visible = type(first).objects.visible_to(tom)
    assert (visible.filter(pk=first.pk).exists(), visible.filter(pk=second.pk).exists()) == (False, True)
    second.refresh_from_db()
    assert second.assignee == tom


def test_whoever_takes_it_on_has_another_rung_of_time_and_then_it_climbs_on(cara, sam, tom, lena, night):
    on_call(tom, lena)
    incident = stories.submitted(cara, **URGENT)
    night(12)
    record(incident, "acknowledge_alarm", by=tom)
    sent = OutboxItem.objects.filter(payload__has_key="alarm").count()
    passes(night, 15, 20, 31)
    assert OutboxItem.objects.filter(payload__has_key="alarm").count() == sent
    assert len(told(incident)) == 2
    passes(night, 32)
    assert told(incident)[2:] == [("Lena", "lead")]
    incident.refresh_from_db()
    assert incident.assignee == sam  # taking care of it is no answer, and makes nobody responsible


def test_after_the_end_taking_it_on_gives_time_and_the_end_may_come_once_more(cara, sam, lena, night):
    incident = stories.submitted(cara, **URGENT)
    passes(night, 20, 40)
    assert Alarm.objects.get(user=lena).ended_at is not None
    record(incident, "acknowledge_alarm", by=lena)
    assert Alarm.objects.get(user=lena).ended_at is None
    passes(night, 55)
    assert acts(incident).count("ladder_ended") == 1
    passes(night, 65, 90, 300)
    assert acts(incident).count("ladder_ended") == 2


def test_a_broken_promise_climbs_slowly_and_never_repeats(cara, sam, lena, night):
    incident = stories.submitted(cara)
    passes(night, 24 * 60)
    assert told(incident) == [("Sam", "owner")]
    assert Alarm.objects.get(incident=incident).repeats_at is None
    passes(night, 24 * 60 + 239)
    assert len(told(incident)) == 1
    passes(night, 24 * 60 + 240)
    assert told(incident)[1:] == [("Lena", "lead")]


def test_two_obligations_of_one_answer_ring_once(cara, sam, lena, night):
    """An urgent report of the gravest kind: the urgent answer and the first answer run out in the same minute."""
    incident = stories.submitted(cara, event="rough_treatment", **URGENT)
    passes(night, 61)
    assert incident.deadlines.filter(breached_at__isnull=False).count() == 2
    assert Alarm.objects.filter(incident=incident).values("deadline").distinct().count() == 1


def test_a_decision_that_is_late_goes_to_who_may_decide(cara, sam, tom, lena, organisation, night):
    incident = stories.escalated(cara, by=sam, to=lena)
    on_call(tom, lena, hours=(20, 30))
    passes(night, 24 * 60, 28 * 60, 32 * 60, 72 * 60)
    assert told(incident) == [("Lena", "owner")]


def test_no_alarm_is_repeated_when_nobody_pressed_and_the_clock_looks_twice(cara, sam, lena, night):
    stories.submitted(cara, **URGENT)
    night(20)
    first = clock.run()
    second = clock.run()
    assert len(first.rows("alarm climbed")) == 1
    assert (second.rows("alarm climbed"), second.rows("alarm repeated")) == ([], [])

"""The clock: each reminder, breach and escalation exactly once, however often, late or broken off it runs."""

import datetime

import pytest
from django.apps import apps

from audit.door import perform
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Incident
from supervision import clock
from supervision.models import Deadline, Notice
from tests import stories

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)


@pytest.fixture
def at(time_machine):
    """A function that moves the time to so many hours after the start."""

    def move(hours):
        time_machine.move_to(START + datetime.timedelta(hours=hours), tick=False)

    move(0)
    return move


def acts(incident):
    return list(AuditEvent.objects.filter(object_id=incident.pk).order_by("seq").values_list("act", flat=True))


def everything():
    rooms = ("audit", "boundaries", "supervision")
    models = [model for model in apps.get_models() if model._meta.app_label in rooms]
    return {model.__name__: sorted(map(str, model._base_manager.values_list())) for model in models}


def test_nothing_happens_before_its_time(cara, sam, at):
    stories.submitted(cara)
    for hours in (0, 1, 17.99):
        at(hours)
        assert clock.run() == clock.Pass()


def test_a_reminder_comes_after_three_quarters_of_the_time_and_once(cara, sam, at):
    incident = stories.submitted(cara)
    at(18)
    assert [row.incident for row in clock.run().rows("reminded")] == [incident]
    at(20)
    assert clock.run() == clock.Pass()
    assert acts(incident).count("deadline_reminded") == 1
    assert Notice.objects.filter(user=sam, kind="reminder").count() == 1


@pytest.mark.parametrize("late", [24, 24.01, 30, 24 * 7, 24 * 365])
def test_a_breach_is_marked_once_however_late_the_clock_comes(cara, sam, lena, at, late):
    incident = stories.submitted(cara)
    at(late)
    done = clock.run()
    assert ([row.incident for row in done.rows("marked late")], done.rows("reminded")) == ([incident], [])
    for _ in range(2):
        assert clock.run() == clock.Pass()
    assert acts(incident) == ["incident_submitted", "deadline_breached"]
    assert Deadline.objects.get().breached_at == START + datetime.timedelta(hours=late)
    assert {(n.user, n.kind) for n in Notice.objects.filter(kind="late")} == {(sam, "late"), (lena, "late")}


def test_the_reporter_is_told_of_a_broken_promise_once(cara, sam, lena, at):
    incident = stories.submitted(cara, safety_concern="yes", event="rough_treatment")
    at(25)
    assert len(clock.run().rows("marked late")) == 2
    said = incident.messages.filter(kind="notice")
    assert said.filter(body__contains="Lena").count() == 1
    assert {message.language for message in said} == {"hu"}


def test_an_urgent_report_that_nobody_answered_is_escalated_once(cara, sam, lena, at):
    incident = stories.submitted(cara, safety_concern="yes")
    at(1)
    done = clock.run()
    incident.refresh_from_db()
    assert [row.incident for row in done.rows("escalated")] == [incident]
    assert (incident.status, incident.escalated_to) == ("escalated", lena)
    assert (incident.escalated_by, bool(incident.escalated_reason)) == (None, True)
    at(2)
    assert set(clock.run().done) <= {"alarm climbed", "alarm repeated"}  # nobody has answered yet
    told = {"alarm_climbed", "ladder_ended"}
    assert [act for act in acts(incident) if act not in told] == [
        "incident_submitted", "deadline_breached", "incident_escalated",
    ]  # fmt: skip


def test_an_urgent_report_that_was_decided_is_not_escalated_again(cara, sam, lena, at):
    incident = stories.submitted(cara, safety_concern="yes")
    at(1)
    clock.run()
    perform(incident, "decide", by=lena, reason="So", message=stories.message(), next_person=sam)
    at(24 * 6)
    assert set(clock.run().done) == {"signed"}


def test_an_answered_or_withdrawn_report_is_left_alone(cara, sam, at):
    stories.answered(cara, by=sam)
    stories.withdrawn(cara)
    at(24 * 6)
    assert set(clock.run().done) == {"signed"}


def test_a_promise_and_a_decision_run_out_as_well(cara, sam, lena, at):
    incident = stories.submitted(cara)
    promise = START + datetime.timedelta(hours=48)
    message = stories.message(kind="holding", promised_at=promise)
    perform(incident, "acknowledge", by=sam, message=message)
    perform(incident, "escalate", by=sam, to=lena, reason="?")
    at(49)
    assert {row.kind for row in clock.run().rows("marked late")} == {"promise", "decision"}
    assert incident.messages.filter(kind="notice", body__contains="Lena").count() == 1


def test_a_dry_run_tells_everything_and_changes_nothing(cara, sam, lena, at):
    urgent = stories.submitted(cara, safety_concern="yes")
    stories.submitted(cara)
    at(24)
    before = everything()
    told = clock.run(dry_run=True)
    assert everything() == before
    done = clock.run()
    assert {name: {row.pk for row in rows} for name, rows in told.done.items()} == {
        name: {row.pk for row in rows} for name, rows in done.done.items()
    }
    assert (len(done.rows("marked late")), [row.incident for row in done.rows("escalated")]) == (3, [urgent])


def test_a_record_that_fails_does_not_stop_the_clock_for_the_others(cara, sam, lena, at):
    altered, sound = (stories.submitted(cara, safety_concern="yes") for _ in range(2))
    Incident.objects.filter(pk=altered.pk).update(need_served="Put in by hand")
    at(2)
    done = clock.run()
    assert {row.incident for row, _refusal in done.failed} == {altered}
    assert {row.incident for row in done.rows("marked late")} == {sound}
    assert [row.incident for row in done.rows("escalated")] == [sound]


def test_an_error_in_a_consequence_is_logged_by_its_kind_and_tried_again(cara, sam, at, monkeypatch, caplog):
    stories.submitted(cara)
    at(24)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "record", lambda *_, **__: 1 / 0)
        done = clock.run()
    assert (done.rows("marked late"), len(done.failed)) == ([], 1)
    assert "ZeroDivisionError" in caplog.text
    assert len(clock.run().rows("marked late")) == 1


def test_what_a_killed_pass_left_is_found_by_the_next(cara, sam, at, monkeypatch):
    for _ in range(3):
        stories.submitted(cara)
    at(24)
    original, calls = clock.record, []

    def killed(*arguments, **details):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return original(*arguments, **details)

    with monkeypatch.context() as patch:
        patch.setattr(clock, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            clock.run()
    assert Deadline.objects.filter(breached_at__isnull=False).count() == 1
    assert len(clock.run().rows("marked late")) == 2
    assert AuditEvent.objects.filter(act="deadline_breached").count() == 3


def test_what_the_clock_does_stands_in_the_chain(cara, sam, lena, at):
    stories.submitted(cara, safety_concern="yes")
    at(1)
    clock.run()
    at(24)
    clock.run()
    assert verify().findings == []
    assert set(AuditEvent.objects.filter(role="system").values_list("actor_id", flat=True)) == {None}

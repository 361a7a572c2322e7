"""What is owed: 24 elapsed hours from the oldest unanswered message, met by an answer and by nothing else."""

import datetime
import random
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform, record
from policies.models import ServiceStandard
from supervision import clock, obligations
from supervision.models import Deadline
from supervision.moments import local
from tests import stories
from tests.cast import make_person

# zone -> (the evening before the clocks change, how many local hours 24 elapsed ones seem to be)
CHANGES = {
    "Europe/Budapest": [("2026-03-28 18:00", 25), ("2026-10-24 18:00", 23)],
    "Europe/Stockholm": [("2026-03-28 18:00", 25), ("2026-10-24 18:00", 23)],
    "Europe/Kyiv": [("2026-03-28 18:00", 25), ("2026-10-24 18:00", 23)],
    "Europe/Sofia": [("2026-03-28 18:00", 25), ("2026-10-24 18:00", 23)],
    "America/New_York": [("2026-03-07 18:00", 25), ("2026-10-31 18:00", 23)],
    "Australia/Lord_Howe": [("2026-04-04 18:00", 23.5), ("2026-10-03 18:00", 24.5)],
}
CASES = [(zone, evening, hours) for zone, rows in CHANGES.items() for evening, hours in rows]


def open_rows(incident):
    return {row.kind: row for row in incident.deadlines.open()}


def hours(row):
    return (row.due_at - row.opened_at) / datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("event", "concern", "owed"),
    [
        ("phone_number", "no", {"reply": 24}),
        ("harassment_or_threat", "no", {"reply": 4}),
        ("rough_treatment", "no", {"reply": 1, "urgent": 1}),
        ("phone_number", "yes", {"reply": 24, "urgent": 1}),
        ("phone_number", "unsure", {"reply": 24, "urgent": 1}),
    ],
)
def test_a_report_is_owed_an_answer_by_its_gravity(cara, sam, lena, event, concern, owed):
    incident = stories.submitted(cara, event=event, safety_concern=concern)
    assert {kind: hours(row) for kind, row in open_rows(incident).items()} == owed
    assert incident.due_at == min(row.due_at for row in open_rows(incident).values())


@pytest.mark.parametrize(("zone", "evening", "seeming"), CASES)
def test_24_hours_are_elapsed_hours_over_a_change_of_clocks(cara, sam, time_machine, zone, evening, seeming):
    cara.organisation.time_zone = zone
    cara.organisation.save()
    start = datetime.datetime.fromisoformat(evening).replace(tzinfo=zoneinfo.ZoneInfo(zone))
    time_machine.move_to(start, tick=False)
    incident = stories.submitted(cara)
    row = open_rows(incident)["reply"]
    assert row.due_at.astimezone(datetime.UTC) - start.astimezone(datetime.UTC) == datetime.timedelta(hours=24)
    wall = [local(moment, cara.organisation).replace(tzinfo=None) for moment in (row.opened_at, row.due_at)]
    assert wall[1] - wall[0] == datetime.timedelta(hours=seeming)
    assert f"{wall[1]:%H:%M}" in incident.messages.get(kind="receipt").body


def test_ten_thousand_random_starts_and_standards_agree_with_plain_arithmetic():
    dice = random.Random(7)
    for _ in range(10_000):
        standard = ServiceStandard(
            reply_hours=dice.randint(1, 24), reply_hours_s3=dice.randint(1, 24), reply_hours_s4=dice.randint(1, 24),
            urgent_minutes=dice.randint(1, 60), decision_hours=dice.randint(1, 72),
        )  # fmt: skip
        kind, gravity = dice.choice(["reply", "urgent", "decision"]), dice.choice(["S0", "S1", "S2", "S3", "S4", ""])
        start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=dice.randint(0, 10**8))
        wanted = {"S3": standard.reply_hours_s3, "S4": standard.reply_hours_s4}.get(gravity, standard.reply_hours)
        seconds = {
            "reply": min(wanted, standard.reply_hours) * 3600,
            "urgent": standard.urgent_minutes * 60,
            "decision": standard.decision_hours * 3600,
        }[kind]
        zone = zoneinfo.ZoneInfo(dice.choice(list(CHANGES)))
        due = start.astimezone(zone).astimezone(datetime.UTC) + standard.within(kind, gravity)
        assert due.timestamp() == start.timestamp() + seconds


def test_the_ceiling_of_24_hours_cannot_be_raised(organisation):
    for field in ("reply_hours", "reply_hours_s3", "reply_hours_s4"):
        with pytest.raises(ValidationError):
            ServiceStandard(organisation=organisation, **{field: 25}).full_clean()


def test_a_changed_standard_counts_from_the_next_message_on(cara, sam):
    before = stories.submitted(cara)
    ServiceStandard.objects.create(organisation=cara.organisation, reply_hours=8)
    assert hours(open_rows(before)["reply"]) == 24
    assert hours(open_rows(stories.submitted(cara))["reply"]) == 8


def test_the_oldest_unanswered_message_rules(cara, sam, time_machine):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.answered(cara, by=sam)
    assert not open_rows(incident)
    due = []
    for hour in ("10:00", "20:00"):
        time_machine.move_to(f"2026-03-02 {hour}Z", tick=False)
        record(incident, "write", by=cara, body="Please", language="en")
        due.append(open_rows(incident)["reply"].due_at)
    assert due == [datetime.datetime(2026, 3, 3, 10, tzinfo=datetime.UTC)] * 2
    record(incident, "answer", by=sam, **stories.message())
    assert not open_rows(incident)


def test_neither_receipt_nor_reading_nor_a_status_meets_what_is_owed(cara, sam, lena):
    incident = stories.submitted(cara, safety_concern="yes")
    assert incident.messages.get().kind == "receipt"
    record(incident, "open", by=sam)
    record(incident, "add_information", by=sam, text="Noted", language="en")
    perform(incident, "escalate", by=sam, to=lena, reason="Urgent")
    assert set(open_rows(incident)) == {"reply", "urgent", "decision"}


@pytest.mark.parametrize("kind", ["reply", "question", "welcome", "call_note"])
def test_every_kind_of_answer_meets_it(cara, sam, kind):
    incident = stories.submitted(cara, safety_concern="yes")
    perform(incident, "acknowledge", by=sam, message=stories.message(kind=kind))
    assert not open_rows(incident)


@pytest.mark.parametrize(("minutes", "late"), [(-1, False), (1, True)])
def test_an_answer_at_the_last_minute_is_in_time_and_one_after_it_is_late_for_good(
    cara, sam, time_machine, minutes, late
):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara)
    moment = datetime.datetime(2026, 3, 3, 8, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
    time_machine.move_to(moment, tick=False)
    clock.run()
    perform(incident, "acknowledge", by=sam, message=stories.message())
    row = incident.deadlines.get(kind="reply")
    assert row.met_at == moment
    assert (row.breached_at is not None) == late


def test_the_incident_shows_the_nearest_of_what_is_owed(cara, sam, lena):
    incident = stories.submitted(cara, safety_concern="yes")
    assert (incident.urgent, incident.due_at) == (True, open_rows(incident)["urgent"].due_at)
    incident = perform(incident, "acknowledge", by=sam, message=stories.message())
    assert (incident.urgent, incident.due_at) == (False, None)
    incident = perform(incident, "escalate", by=sam, to=lena, reason="?")
    assert incident.due_at == open_rows(incident)["decision"].due_at


def test_never_two_open_obligations_of_a_kind(cara, sam):
    incident = stories.submitted(cara)
    first = obligations.open_deadline(incident, "reply", sam)
    assert Deadline.objects.count() == 1
    first.pk = stories.uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_taking_a_report_back_cancels_what_was_owed(cara, sam):
    incident = stories.withdrawn(cara)
    assert not open_rows(incident)
    assert (incident.due_at, incident.deadlines.get().met_at) == (None, None)


def test_what_the_reporter_reopens_is_owed_an_answer_and_what_the_supervisor_reopens_is_not(cara, sam):
    by_cara = perform(stories.resolved(cara, by=sam), "reopen", by=cara, reason="Again")
    by_sam = perform(stories.resolved(cara, by=sam), "reopen", by=sam, reason="Again")
    assert set(open_rows(by_cara)) == {"reply"}
    assert not open_rows(by_sam)


@pytest.mark.parametrize("gone", [{"is_active": False}, {"roles": ["caregiver"]}])
def test_nothing_new_is_owed_by_somebody_who_is_gone(cara, sam, lena, gone):
    incident = stories.answered(cara, by=sam)
    type(sam).objects.filter(pk=sam.pk).update(**gone)
    record(incident, "write", by=cara, body="Hello?", language="en")
    incident.refresh_from_db()
    assert incident.assignee == lena
    assert open_rows(incident)["reply"].owner == lena
    assert incident.assignments.filter(until=None).get().user == lena


def test_a_decision_stays_with_its_addressee_when_the_work_changes_hands(cara, sam, lena, organisation):
    lex = make_person(organisation, None, "Lex Lead", Role.LEAD)
    incident = stories.escalated(cara, by=sam, to=lex)
    type(sam).objects.filter(pk=sam.pk).update(is_active=False)
    record(incident, "write", by=cara, body="Hello?", language="en")
    assert {kind: row.owner for kind, row in open_rows(incident).items()} == {"reply": lena, "decision": lex}


def test_a_reminder_finds_somebody_present(cara, sam, lena, time_machine):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara)
    type(sam).objects.filter(pk=sam.pk).update(is_active=False)
    time_machine.move_to("2026-03-03 03:00Z", tick=False)
    assert len(clock.run().rows("reminded")) == 1
    assert incident.deadlines.get().owner == lena
    assert incident.notices.filter(user=lena, kind="reminder").count() == 1


def test_where_nobody_is_eligible_it_is_still_owed_and_reported(cara):
    incident = stories.submitted(cara)
    assert incident.assignee is None
    assert open_rows(incident)["reply"].owner is None
    assert open_rows(incident)["reply"].due_at > timezone.now()

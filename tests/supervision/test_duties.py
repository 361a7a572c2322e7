"""What is owed without any record: reminded once, late once, and never by somebody who has left."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEvent
from policies.models import DirectoryEntry
from supervision import clock, duties
from supervision.models import Deadline, Notice
from tests.cast import make_person

pytestmark = pytest.mark.django_db
REVIEW = Deadline.Kind.DIRECTORY_REVIEW
DAY = datetime.timedelta(days=1)


@pytest.fixture
def entry(organisation):
    return DirectoryEntry.objects.create(
        organisation=organisation, kind="service", name={"en": "Social office"}, what_for={"en": "Help"}, phone="+36 1 1",
        opening_hours={"note": {"en": "Weekdays"}},
    )  # fmt: skip


@pytest.fixture(autouse=True)
def topic(monkeypatch):
    known = duties.Topic("reminder", "late", lambda row: f"/directory/{row.subject_id}/")
    monkeypatch.setitem(duties._topics, REVIEW, known)


def passes_at(moment, time_machine):
    time_machine.move_to(moment, tick=False)
    return clock.run()


def test_a_duty_is_reminded_once_and_late_once(organisation, petra, entry, time_machine):
    begin = timezone.now()
    duty = duties.open_duty(organisation, REVIEW, petra, subject=entry, due_at=begin + 4 * DAY)
    for moment in (begin + 3.5 * DAY, begin + 3.6 * DAY, begin + 5 * DAY, begin + 6 * DAY):
        assert not passes_at(moment, time_machine).failed
    kinds = Notice.objects.filter(user=petra).order_by("created_at").values_list("kind", "address")
    assert list(kinds) == [("reminder", f"/directory/{entry.pk}/"), ("late", f"/directory/{entry.pk}/")]
    events = AuditEvent.objects.filter(act__startswith="duty_").order_by("at")
    assert [event.act for event in events] == ["duty_reminded", "duty_breached"]
    assert events[1].data["deadline"] == str(duty.pk)
    assert events[1].data["late_by_minutes"] == 24 * 60


def test_what_is_open_already_is_not_opened_again(organisation, petra, entry):
    first = duties.open_duty(organisation, REVIEW, petra, subject=entry, due_at=timezone.now() + DAY)
    again = duties.open_duty(organisation, REVIEW, petra, subject=entry, due_at=timezone.now() + 2 * DAY)
    assert again == first
    assert duties.meet(REVIEW, entry) == 1
    assert duties.meet(REVIEW, entry) == 0
    assert duties.open_duty(organisation, REVIEW, petra, subject=entry, due_at=timezone.now() + DAY) != first


def test_whoever_left_gives_way_to_her_successor(organisation, petra, entry, time_machine, monkeypatch):
    other = make_person(organisation, None, "Pavel Novák", Role.POLICY_OWNER)
    known = duties.Topic("reminder", "late", lambda row: "/directory/", lambda row: other)
    monkeypatch.setitem(duties._topics, REVIEW, known)
    begin = timezone.now()
    duties.open_duty(organisation, REVIEW, petra, subject=entry, due_at=begin + DAY)
    petra.is_active = False
    petra.save(update_fields=["is_active"])
    passes_at(begin + 2 * DAY, time_machine)
    assert Deadline.objects.open().get(kind=REVIEW).owner == other
    assert Notice.objects.get(kind="late").user == other


def test_a_duty_that_nobody_can_have_any_more_ends(organisation, petra, entry, time_machine):
    begin = timezone.now()
    duties.open_duty(organisation, REVIEW, petra, subject=entry, due_at=begin + DAY)
    petra.is_active = False
    petra.save(update_fields=["is_active"])
    passes_at(begin + 2 * DAY, time_machine)
    assert not Deadline.objects.open().filter(kind=REVIEW).exists()
    assert not Notice.objects.exists()

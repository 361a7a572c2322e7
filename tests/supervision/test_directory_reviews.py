"""What is owed to the directory: a review in time, sooner where a reader doubts; reminded and late like any promise."""

import datetime
import json

import pytest

from accounts.roles import Role
from policies.directory import acts, faults
from policies.models import DirectoryEntry
from supervision import clock
from supervision.demo.people import DIRECTORY
from supervision.models import Deadline, Notice
from tests import directory
from tests.cast import make_person

pytestmark = pytest.mark.django_db
REVIEW = Deadline.Kind.DIRECTORY_REVIEW
START = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def verified(organisation, petra, time_machine):
    time_machine.move_to(START, tick=False)
    entry = directory.service(organisation, verified_on=None, review_due_on=None)
    return acts.verify(entry, petra, revision=1)


def told(person):
    return list(Notice.objects.filter(user=person, settled_at=None).order_by("created_at").values_list("kind", flat=True))


def open_duties():
    return list(Deadline.objects.open().filter(kind=REVIEW))


def test_whoever_verified_is_reminded_and_told_when_it_is_late(verified, petra, time_machine):
    (duty,) = open_duties()
    assert (duty.owner, duty.due_at) == (petra, datetime.datetime(2026, 8, 29, 22, tzinfo=datetime.UTC))
    for days, kinds in ((60, []), (70, ["entry_to_check"]), (91, ["entry_to_check", "entry_overdue"])):
        time_machine.move_to(START + days * DAY, tick=False)
        assert not clock.run().failed
        assert told(petra) == kinds
    assert Notice.objects.first().address == f"/directory/edit/{verified.pk}/"


def test_verifying_again_meets_it_and_owes_the_next(verified, petra, time_machine):
    time_machine.move_to(START + 80 * DAY, tick=False)
    clock.run()
    acts.verify(verified, petra, revision=1)
    assert told(petra) == []
    (duty,) = open_duties()
    assert duty.due_at == datetime.datetime(2026, 11, 17, 23, tzinfo=datetime.UTC)
    assert Deadline.objects.filter(kind=REVIEW, met_at__isnull=False).count() == 1


@pytest.mark.parametrize("act", [
    lambda entry, petra: acts.change(entry, petra, {"phone": "+36 1 555 01 42"}, revision=1),
    lambda entry, petra: acts.retire(entry, petra, reason="Moved away"),
])  # fmt: skip
def test_what_is_offered_to_nobody_has_not_to_be_checked(verified, petra, act):
    act(verified, petra)
    assert open_duties() == []
    assert clock.run().rows("reviews of the directory owed") == []


def test_a_reader_who_doubts_it_brings_it_forward_and_tells_once(verified, petra, sam):
    acts.report_mistake(verified, sam, "Closed on Mondays")
    acts.report_mistake(verified, sam, "The door is on the other side")
    (duty,) = open_duties()
    assert duty.due_at == START + 14 * DAY
    assert told(petra) == ["entry_doubted"]
    assert verified.doubt == "Closed on Mondays\nThe door is on the other side"
    acts.verify(verified, petra, revision=1)
    assert (told(petra), verified.doubt) == ([], "")


def test_whoever_does_other_work_by_now_is_not_asked(verified, organisation, petra, time_machine):
    other = make_person(organisation, None, "Pavel Novák", Role.POLICY_OWNER)
    petra.roles = [str(Role.CAREGIVER)]
    petra.save(update_fields=["roles"])
    time_machine.move_to(START + 70 * DAY, tick=False)
    assert not clock.run().failed
    assert (told(petra), told(other), open_duties()[0].owner) == ([], ["entry_to_check"], other)


def test_entries_verified_before_anybody_counted_are_owed_a_review_once(organisation, petra):
    entry = directory.service(organisation)
    assert clock.run().rows("reviews of the directory owed") == [entry]
    assert clock.run().rows("reviews of the directory owed") == []
    assert [duty.owner for duty in open_duties()] == [petra]


def test_the_demo_has_nothing_wrong_and_all_six_languages(organisation):
    rows = json.loads(DIRECTORY.read_text(encoding="utf-8"))
    assert len(rows) == 8
    for row in rows:
        row.pop("checked_days_ago", None)
        entry = DirectoryEntry(organisation=organisation, is_owned_by_organisation=True, **row)
        assert faults.faults(entry) == {}
        assert faults.missing_languages(entry) == []

"""What is published is given to everybody who works by it, once; reading never keeps anybody from reporting."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from policies.models import PolicyVersion, ReadTask
from supervision import clock
from supervision.models import Deadline, Notice
from tests import stories, wordings
from tests.cast import make_person
from tests.wordings import DAY

pytestmark = pytest.mark.django_db
READING = Deadline.Kind.READING


def read(person, version):
    task = ReadTask.objects.get(user=person, version=version)
    return record(person.organisation, "read_version", by=person, task=task.pk, language=person.language)


def open_duties():
    return Deadline.objects.open().filter(kind=READING)


def test_publish_creates_read_tasks(cast, organisation):
    version = wordings.published(organisation, cast["petra"])
    asked = {task.user.given_name: task for task in ReadTask.objects.select_related("user").filter(version=version)}
    assert set(asked) == {"Cara", "Sam", "Tom", "Lena", "Petra"}
    assert {row.subject_id for row in open_duties()} == {task.pk for task in asked.values()}
    days = (asked["Cara"].due_at - version.in_force_from).total_seconds() / 86_400
    assert round(days, 3) == 14
    notices = Notice.objects.filter(kind="to_read")
    assert {notice.address for notice in notices} == {f"/policies/to-read/{version.pk}/"}
    assert notices.count() == OutboxItem.objects.filter(channel="mail").count() == 5
    assert set(version.proof) == {f"policies.readtask:{task.pk}:{part}" for task in asked.values() for part in ("task", "state")}


def test_due_time_counts_from_when_it_is_in_force(cara, petra, organisation):
    later = timezone.now() + 30 * DAY
    version = wordings.published(organisation, petra, begin=later)
    assert ReadTask.objects.get(user=cara, version=version).due_at == later + 14 * DAY


def test_a_newer_version_takes_the_place_of_what_was_not_read(cara, sam, petra, organisation):
    first = wordings.published(organisation, petra)
    read(cara, first)
    second = wordings.published(organisation, petra, change="Up to ten euros")
    tasks = {task.user_id: task for task in ReadTask.objects.filter(version=first)}
    assert tasks[cara.pk].superseded_at is None
    assert tasks[sam.pk].superseded_at is not None
    assert f"policies.readtask:{tasks[sam.pk].pk}:state" in second.proof
    assert set(open_duties().values_list("owner", "subject_id")) == set(
        ReadTask.objects.filter(version=second).values_list("user", "pk")
    )
    former = Notice.objects.filter(user=sam, address=f"/policies/to-read/{first.pk}/").get()
    assert former.settled_at is not None
    with pytest.raises(NotNow) as refusal:
        read(sam, first)
    assert refusal.value.reasons == ["newer_wording"]


def test_reading_is_noted_once_and_ends_the_duty(cara, petra, organisation):
    version = wordings.published(organisation, petra)
    read(cara, version)
    task = ReadTask.objects.get(user=cara, version=version)
    assert (task.read_at is not None, task.language) == (True, "hu")
    assert Deadline.objects.get(subject_id=task.pk).met_at is not None
    assert Notice.objects.get(user=cara).settled_at is not None
    event = AuditEvent.objects.get(act="version_read")
    assert event.data["version"] == str(version.pk)
    assert f"policies.readtask:{task.pk}:state" in event.data["digests"]
    with pytest.raises(NotNow):
        read(cara, version)


def test_nobody_reads_for_somebody_else(cara, sam, olly, petra, rita, organisation, elsewhere):
    version = wordings.published(organisation, petra)
    task = ReadTask.objects.get(user=cara, version=version)
    here = [(organisation, person) for person in (sam, rita, olly, None)]
    for where, person in (*here, (elsewhere, olly)):
        with pytest.raises(NotPermitted):
            record(where, "read_version", by=person, task=task.pk, language="en")
    task.refresh_from_db()
    assert task.read_at is None


def test_reading_never_blocks_reporting(cara, petra, organisation, time_machine):
    version = PolicyVersion.objects.in_force().get(policy__organisation=None, policy__slug="phone-number")
    record(organisation, "ask_to_read", by=petra, version=version.pk)
    time_machine.move_to(timezone.now() + 40 * DAY, tick=False)
    clock.run()
    assert stories.submitted(cara).reference
    assert Notice.objects.filter(user=cara, kind="reading_late").exists()


def test_the_duty_is_reminded_and_late_and_leads_to_the_text(cara, petra, organisation, time_machine):
    begin, version = timezone.now(), wordings.published(organisation, petra)
    for moment in (begin + 13 * DAY, begin + 15 * DAY, begin + 16 * DAY):
        time_machine.move_to(moment, tick=False)
        assert not clock.run().failed
    told = Notice.objects.filter(user=cara, kind__startswith="reading_").order_by("created_at")
    address = f"/policies/to-read/{version.pk}/"
    assert list(told.values_list("kind", "address")) == [("reading_due", address), ("reading_late", address)]


def test_whoever_comes_later_is_asked_by_the_clock_once(cara, petra, organisation, team):
    version = wordings.published(organisation, petra)
    nora = make_person(organisation, team, "Nora New", Role.CAREGIVER)
    make_person(organisation, None, "Rita New", Role.AUDITOR)
    for _again in range(2):
        assert not clock.run().failed
    assert ReadTask.objects.filter(version=version).count() == 3
    assert open_duties().filter(owner=nora).count() == Notice.objects.filter(user=nora, kind="to_read").count() == 1
    assert AuditEvent.objects.filter(act="newcomers_asked").count() == 1


def test_whoever_left_owes_nothing(cara, petra, organisation):
    wordings.published(organisation, petra)
    cara.is_active = False
    cara.save(update_fields=["is_active"])
    assert not clock.run().failed
    assert set(open_duties().values_list("owner", flat=True)) == {petra.pk}


def test_a_built_in_wording_is_read_only_where_the_organisation_asks(cara, petra, organisation, olly):
    version = PolicyVersion.objects.in_force().get(policy__slug="phone-number")
    clock.run()
    assert not ReadTask.objects.exists()
    record(organisation, "ask_to_read", by=petra, version=version.pk)
    assert set(ReadTask.objects.values_list("user", flat=True)) == {cara.pk, petra.pk}
    assert open_duties().count() == 2
    for person, error in ((petra, NotNow), (cara, NotPermitted), (olly, NotPermitted)):
        with pytest.raises(error):
            record(organisation, "ask_to_read", by=person, version=version.pk)
    theirs = wordings.version(olly.organisation)
    with pytest.raises(NotNow):
        record(organisation, "ask_to_read", by=petra, version=theirs.pk)

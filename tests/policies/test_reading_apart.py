"""Who is asked to read one wording takes nothing from another organisation, nor from a wording that is still to come."""

import pytest
from django.utils import timezone

from audit.door import record
from policies.models import PolicyVersion, ReadTask
from supervision import clock
from supervision.models import Notice
from tests import wordings
from tests.cast import make_person
from tests.policies.test_reading import open_duties
from tests.wordings import DAY

pytestmark = pytest.mark.django_db


def owed(person, version):
    """(tasks, duties, notices) that are open for this person about this version."""
    tasks = ReadTask.objects.filter(user=person, version=version, read_at=None, superseded_at=None)
    address = f"/policies/to-read/{version.pk}/"
    notices = Notice.objects.filter(user=person, address=address, kind="to_read", settled_at=None)
    return tasks.count(), open_duties().filter(subject_id__in=tasks.values("pk")).count(), notices.count()


def newer(version):
    PolicyVersion.objects.filter(pk=version.pk).update(in_force_until=timezone.now())
    return PolicyVersion.objects.create(
        policy=version.policy, number=version.number + 1, title=version.title, in_force_from=timezone.now(),
        content_digest="0" * 64,
    )  # fmt: skip


def test_a_newer_built_in_wording_here_ends_nothing_elsewhere(cara, petra, olly, organisation, elsewhere):
    olly.roles = [*olly.roles, "policy_owner", "caregiver"]
    olly.save(update_fields=["roles"])
    first = PolicyVersion.objects.in_force().get(policy__organisation=None, policy__slug="phone-number")
    for where, owner in ((organisation, petra), (elsewhere, type(olly).objects.get(pk=olly.pk))):
        record(where, "ask_to_read", by=owner, version=first.pk)
    second = newer(first)
    record(organisation, "ask_to_read", by=petra, version=second.pk)
    assert (owed(cara, first), owed(cara, second)) == ((0, 0, 0), (1, 1, 1))
    assert owed(olly, first) == (1, 1, 1)


def test_a_newcomer_asked_for_the_wording_in_force_takes_nothing_from_the_one_to_come(cara, sam, petra, organisation, team):
    now_in_force = wordings.published(organisation, petra)
    task = ReadTask.objects.get(user=sam, version=now_in_force)
    record(organisation, "read_version", by=sam, task=task.pk, language="en")
    to_come = wordings.published(organisation, petra, begin=timezone.now() + 30 * DAY)
    nora = make_person(organisation, team, "Nora New", "caregiver")
    for _again in range(2):
        assert not clock.run().failed
    assert {owed(person, to_come) for person in (cara, sam, petra, nora)} == {(1, 1, 1)}

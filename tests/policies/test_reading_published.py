"""Publishing through the one door asks everybody to read in the same transaction; retiring ends it."""

import pytest

from audit.door import record
from audit.models import AuditEvent
from policies.models import ReadTask
from supervision.models import Deadline
from tests.policies import wordings

pytestmark = pytest.mark.django_db


def open_duties():
    return Deadline.objects.open().filter(kind="reading")


def test_approved_and_retired(cara, petra, lena):
    version = wordings.published(petra, lena)
    tasks = ReadTask.objects.filter(version=version)
    assert set(tasks.values_list("user", flat=True)) == {cara.pk, petra.pk, lena.pk}
    assert open_duties().count() == 3
    proven = AuditEvent.objects.get(act="version_approved").data["digests"]
    assert {f"policies.readtask:{task.pk}:task" for task in tasks} <= set(proven)
    record(petra.organisation, "retire_policy", by=petra, policy=version.policy_id, reason="No longer needed.")
    assert not open_duties().exists()
    assert not ReadTask.objects.filter(version=version, superseded_at=None).exists()

"""Eight people approve, publish or write at the same moment: one version, one event, and nobody overwrites another."""

from types import SimpleNamespace

import pytest

from accounts.models import User
from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow
from audit.models import AuditEvent
from audit.verify import verify
from policies.editing import writing
from policies.editing.writing import EditedElsewhere
from policies.models import PolicyVersion, VersionDraft
from tests.cast import make_person
from tests.policies import wordings
from tests.races.conftest import THREADS


@pytest.fixture
def owners(people):
    petra = make_person(people.lena.organisation, None, "Petra Ivanova", Role.POLICY_OWNER)
    return SimpleNamespace(petra=User.objects.select_related("organisation").get(pk=petra.pk), lena=people.lena)


def test_one_approval_makes_one_version(owners, all_at_once):
    draft = wordings.proposed(owners.petra)
    results = all_at_once([lambda: perform(draft, "approve", by=owners.lena)] * THREADS)
    assert sum(isinstance(result, VersionDraft) for result in results) == 1, results
    assert all(result.reasons == ["wrong_status"] for result in results if isinstance(result, NotNow))
    assert PolicyVersion.objects.filter(policy__slug="gifts").count() == 1
    assert AuditEvent.objects.filter(act="version_approved").count() == 1
    assert verify().findings == []


def test_two_protocols_for_one_kind_are_never_both_in_force(owners, all_at_once):
    drafts = [wordings.proposed(owners.petra, wordings.gift_protocol(slug=f"gifts-{n}")) for n in range(THREADS)]
    results = all_at_once([lambda draft=draft: perform(draft, "approve", by=owners.lena) for draft in drafts])
    assert sum(isinstance(result, VersionDraft) for result in results) == 1, results
    refused = [result.reasons for result in results if isinstance(result, NotNow)]
    assert len(refused) == THREADS - 1
    assert all(set(reasons) <= {"kind_taken", "wording_incomplete"} for reasons in refused)
    assert PolicyVersion.objects.in_force().filter(policy__slug__startswith="gifts-").count() == 1


def test_of_eight_who_change_the_same_wording_one_is_kept_and_seven_are_told(owners, all_at_once):
    draft = writing.begin_with(owners.petra.organisation, owners.petra, wordings.gift_protocol())

    def change(number):
        return lambda: writing.change(draft, owners.petra, revision=0, path="title.en", value=f"Gifts {number}")

    results = all_at_once([change(number) for number in range(THREADS)])
    kept = [result for result in results if isinstance(result, VersionDraft)]
    assert (len(kept), sum(isinstance(result, EditedElsewhere) for result in results)) == (1, THREADS - 1), results
    assert VersionDraft.objects.get().document["title"]["en"] == kept[0].document["title"]["en"]


def test_beginning_retiring_and_approving_at_once_leave_at_most_one_in_force(owners, all_at_once):
    version = wordings.published(owners.petra, owners.lena)
    draft = wordings.proposed(owners.petra)
    retire = {"by": owners.petra, "policy": version.policy_id, "reason": "Enough"}
    acts = [lambda: perform(draft, "approve", by=owners.lena)] * 4
    acts += [lambda: record(owners.petra.organisation, "retire_policy", **retire)] * 4
    results = all_at_once(acts)
    assert all(isinstance(result, NotNow) for result in results if isinstance(result, Exception)), results
    rows = PolicyVersion.objects.filter(policy=version.policy).order_by("number")
    assert [row.number for row in rows] == [1, 2]
    assert rows[0].in_force_until <= rows[1].in_force_from
    assert verify().findings == []

"""Where nobody else may approve: it takes effect a day after it was proposed, and says so. Where somebody may: never."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform
from audit.errors import NotNow, NotPermitted
from policies.models import PolicyVersion, VersionDraft
from supervision import clock
from tests.cast import make_person
from tests.policies import wordings

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def pass_after(hours):
    with time_machine.travel(timezone.now() + hours * HOUR):
        done = clock.run()
    assert done.failed == []
    return done.rows("took effect")


def refusal(draft):
    with pytest.raises(NotNow) as refused:
        perform(draft, "take_effect", by=None)
    return refused.value.reasons


def test_it_takes_effect_after_a_day_once_and_is_marked(petra):
    draft = wordings.proposed(petra)
    assert draft.is_sole
    assert "waiting_time" in refusal(draft)
    assert pass_after(23) == []
    assert pass_after(25) == [draft]
    assert pass_after(26) == []
    version = PolicyVersion.objects.get(policy__slug="gifts")
    assert (version.is_by_sole_person, version.approved_by, version.author) == (True, None, petra)
    assert version.draft.status == "published"


def test_she_herself_cannot_let_it_take_effect(petra):
    with pytest.raises(NotPermitted):
        perform(wordings.proposed(petra), "take_effect", by=petra)


def test_where_somebody_may_approve_it_never_takes_effect_by_itself(petra, lena):
    draft = wordings.proposed(petra)
    assert not draft.is_sole
    assert refusal(draft) == ["is_not_sole", "waiting_time"]
    assert pass_after(24 * 30) == []


@pytest.mark.parametrize("role", [Role.POLICY_OWNER, Role.LEAD, Role.SAFEGUARDING_LEAD])
def test_whoever_comes_before_the_day_is_over_has_to_approve_it(petra, role):
    draft = wordings.proposed(petra)
    newcomer = make_person(petra.organisation, None, "Nora New", role)
    assert "somebody_approves" in refusal(draft)
    assert pass_after(25) == []
    assert perform(draft, "approve", by=newcomer).version.approved_by == newcomer


@pytest.mark.parametrize("role", [Role.CAREGIVER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_do_not_count(petra, role, olly):
    make_person(petra.organisation, None, "Nora New", role)
    assert wordings.proposed(petra).is_sole


def test_somebody_who_has_left_does_not_count(petra, lena):
    lena.is_active = False
    lena.save()
    assert wordings.proposed(petra).is_sole


def test_the_day_begins_anew_when_it_was_sent_back(petra):
    draft = wordings.proposed(petra)
    with time_machine.travel(timezone.now() + 20 * HOUR):
        perform(perform(draft, "send_back", by=petra, reason="Once more"), "propose", by=petra)
    assert pass_after(25) == []
    assert pass_after(45) == [VersionDraft.objects.get()]

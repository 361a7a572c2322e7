"""Proposed, approved by somebody else, sent back, withdrawn, retired: in the browser, and who may not."""

import datetime
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.door import perform
from policies.models import PolicyVersion, VersionDraft
from policies.protocols import protocol_for
from tests.policies.editing import begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(petra, lena):
    return perform(begun(petra), "propose", by=petra)


@pytest.fixture
def as_person(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def decide(client, wording, decision, reason=""):
    address = reverse("wording_decide", args=[wording.pk])
    return client.post(address, {"decision": decision, "reason": reason, "seen": wording.document_digest})


def test_petra_proposes_and_lena_approves(as_person, petra, lena, organisation):
    wording = begun(petra)
    as_person(petra).post(reverse("wording_propose", args=[wording.pk]))
    wording.refresh_from_db()
    assert wording.status == "proposed"
    shown = as_person(lena).get("/").content.decode()
    assert reverse("wording_decide", args=[wording.pk]) in shown
    assert decide(as_person(lena), wording, "approve").status_code == 302
    version = PolicyVersion.objects.get(policy__organisation=organisation)
    assert (version.number, version.approved_by, version.author) == (1, lena, petra)
    assert "/policies/edit/" not in as_person(lena).get("/").content.decode()


def test_whoever_wrote_it_cannot_approve_it(as_person, petra, proposed):
    address = reverse("wording_decide", args=[proposed.pk])
    assert 'value="approve"' not in as_person(petra).get(address).content.decode()
    assert decide(as_person(petra), proposed, "approve").status_code == 403
    assert VersionDraft.objects.get().status == "proposed"


def test_sent_back_with_a_reason_that_the_author_reads(as_person, petra, lena, proposed):
    missing = decide(as_person(lena), proposed, "send_back")
    assert missing.status_code == 400
    assert 'href="#field-reason"' in missing.content.decode()
    assert decide(as_person(lena), proposed, "send_back", "Say <b>why</b>.").status_code == 302
    shown = as_person(petra).get(reverse("wording", args=[proposed.pk])).content.decode()
    assert "Say &lt;b&gt;why&lt;/b&gt;." in shown


def test_what_changed_since_it_was_opened_is_not_approved(as_person, petra, lena, proposed):
    former = proposed.document_digest
    perform(proposed, "send_back", by=lena, reason="Not yet")
    VersionDraft.objects.update(document=proposed.document | {"closing": {}})
    perform(VersionDraft.objects.get(), "propose", by=petra)
    client = as_person(lena)
    answer = client.post(reverse("wording_decide", args=[proposed.pk]), {"decision": "approve", "seen": former})
    assert answer.status_code == 302
    assert VersionDraft.objects.get().status == "proposed"


def test_approving_twice_publishes_once(as_person, lena, proposed, organisation):
    assert [decide(as_person(lena), proposed, "approve").status_code for _ in range(2)] == [302, 302]
    assert PolicyVersion.objects.filter(policy__organisation=organisation).count() == 1


def test_a_moment_that_is_past_is_refused_and_stays_in_the_field(as_person, petra):
    wording = begun(petra)
    answer = as_person(petra).post(reverse("wording_propose", args=[wording.pk]), {"take_effect_at": "2020-01-01T08:00"})
    assert answer.status_code == 400
    assert "2020-01-01T08:00" in answer.content.decode()
    assert VersionDraft.objects.get().status == "draft"


def test_it_takes_effect_at_the_organisations_time(as_person, petra, organisation):
    wording = begun(petra)
    moment = f"{(timezone.now() + datetime.timedelta(days=20)).date()}T23:59"
    as_person(petra).post(reverse("wording_propose", args=[wording.pk]), {"take_effect_at": moment})
    found = VersionDraft.objects.get().take_effect_at
    assert found.astimezone(zoneinfo.ZoneInfo(organisation.time_zone)).strftime("%Y-%m-%dT%H:%M") == moment


def test_retired_with_a_reason_the_built_in_one_holds_again(as_person, petra, lena, proposed, organisation):
    perform(proposed, "approve", by=lena)
    policy = PolicyVersion.objects.get(policy__organisation=organisation).policy
    address = reverse("retire_policy", args=[policy.pk])
    assert "#field-reason" in as_person(petra).post(address, {"reason": " "}).content.decode()
    assert as_person(petra).post(address, {"reason": "Not needed"}).status_code == 302
    assert protocol_for(None, organisation).policy.organisation is None
    assert PolicyVersion.objects.in_force().filter(policy=policy).count() == 0


def test_withdrawn_it_is_not_published(as_person, petra, proposed):
    assert as_person(petra).post(reverse("wording_withdraw", args=[proposed.pk])).status_code == 302
    assert VersionDraft.objects.get().status == "withdrawn"


@pytest.mark.parametrize("name", ["wording", "wording_compare", "wording_decide", "wording_preview"])
def test_a_lead_reads_what_is_proposed_and_a_caregiver_does_not(as_person, lena, cara, olly, proposed, name):
    address = reverse(name, args=[proposed.pk])
    assert as_person(lena).get(address).status_code == 200
    assert as_person(cara).get(address).status_code == 403
    assert as_person(olly).get(address).status_code == 404


def test_a_lead_does_not_write(as_person, lena, petra):
    wording = begun(petra)
    for name in ("wording_whole", "wording_withdraw"):
        assert as_person(lena).get(reverse(name, args=[wording.pk])).status_code == 403

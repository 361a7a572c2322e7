"""Referrals by API and on pages: of a draft, of a sent report, and with a whole report in one request."""

import json
import uuid

import pytest

from audit.models import AuditEvent
from boundaries.models import Incident, Referral
from policies.models import DirectoryEntry
from tests import stories
from tests.boundaries import test_api_filing
from tests.directory import service

pytestmark = pytest.mark.django_db
filed, whole = test_api_filing.filed, test_api_filing.whole


@pytest.fixture
def office(organisation):
    return service(organisation, name={"en": "Social office"})


@pytest.fixture
def as_cara(client, cara):
    type(cara).objects.filter(pk=cara.pk).update(language="en")
    client.force_login(cara)
    return client


def post(client, path, content, key=None):
    headers = {"idempotency-key": key or uuid.uuid4().hex}
    return client.post(f"/api/v1/{path}", json.dumps(content), content_type="application/json", headers=headers)


def said(office, **more):
    return {"entry": str(office.pk), "explained_procedure": "yes", "client_decision": "wants"} | more


def test_a_draft_and_a_sent_report_take_one_and_list_it(as_cara, cara, office):
    for path in (f"drafts/{stories.draft(cara).pk}/", f"incidents/{stories.submitted(cara).reference}/"):
        answer = post(as_cara, f"{path}referrals/", said(office, id=str(uuid.uuid4()), card_given=True))
        assert (answer.status_code, answer.json()["snapshot"]["phone"]) == (201, office.phone)
        assert [row["id"] for row in as_cara.get(f"/api/v1/{path}referrals/").json()["results"]] == [answer.json()["id"]]


def test_the_same_one_twice_is_there_once(as_cara, cara, office):
    incident, told = stories.submitted(cara), said(office, id=str(uuid.uuid4()))
    for key in ("k1", "k1", "k2"):
        assert post(as_cara, f"incidents/{incident.reference}/referrals/", told, key).status_code == 201
    assert (incident.referrals.count(), AuditEvent.objects.filter(act="client_referred").count()) == (1, 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"entry": "nobody"}, "entry"), ({"explained_procedure": "perhaps"}, "explained_procedure"), ({"mood": "x"}, "mood"),
        ({"explained_procedure": ""}, "explained_procedure"), ({"id": "7"}, "id"), ({"language": "de"}, "language"),
        ({"next_step_on": "0001-01-01"}, "next_step_on"), ({"given_at": "never"}, "given_at"),
        ({"unblocks": "x" * 501}, "unblocks"), ({"client_decision": {"a": 1}}, "client_decision"),
        ({"revision": "x"}, "revision"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_field(change, field, as_cara, cara, office):
    incident = stories.submitted(cara)
    answer = post(as_cara, f"incidents/{incident.reference}/referrals/", said(office) | change)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not incident.referrals.exists()


def test_a_changed_place_comes_back_to_be_confirmed(as_cara, cara, office):
    DirectoryEntry.objects.filter(pk=office.pk).update(revision=2, phone="+36 1 777 77 77")
    path = f"incidents/{stories.submitted(cara).reference}/referrals/"
    refused = post(as_cara, path, said(office, revision=1))
    assert (refused.status_code, refused.json()["code"]) == (409, "entry_changed")
    assert refused.json()["current"]["phone"] == "+36 1 777 77 77"
    assert post(as_cara, path, said(office, revision=refused.json()["current"]["revision"])).status_code == 201


def test_who_may_not_see_the_report_finds_nothing(client, cara, office, olly, tom, rita):
    incident = stories.submitted(cara)
    referral = post_as(client, cara, incident, office)
    for person, status in ((olly, 404), (tom, 404), (rita, 403)):
        client.force_login(person)
        assert client.get(f"/api/v1/incidents/{incident.reference}/referrals/").status_code == status
        assert post(client, f"incidents/{incident.reference}/referrals/", said(office)).status_code == status
        assert post(client, f"referrals/{referral}/check/", {"reached": "yes"}).status_code == status
        card = client.get(f"/referrals/{referral}/card/").status_code
        assert card == (404 if status == 404 else 200)


def post_as(client, person, incident, office, **more):
    client.force_login(person)
    return post(client, f"incidents/{incident.reference}/referrals/", said(office, **more)).json()["id"]


def test_a_reporter_behind_a_pseudonym_is_not_told_by_her_words(client, cara, sam, office):
    incident = stories.submitted(cara, behind_pseudonym=True)
    post_as(client, cara, incident, office, reason="Ask for Halász", unblocks="Cara may rest")
    for person, is_told in ((cara, True), (sam, False)):
        client.force_login(person)
        row = client.get(f"/api/v1/incidents/{incident.reference}/referrals/").json()["results"][0]
        assert ("Halász" in row["reason"], "Cara" in row["unblocks"]) == (is_told, is_told)


def test_whoever_is_named_finds_nothing(client, cara, sam, office):
    incident = stories.submitted(cara, named=[sam])
    referral = post_as(client, cara, incident, office)
    client.force_login(sam)
    own = f"/referrals/{referral}/"
    for address in (f"{own}card/", f"{own}check/", f"/incidents/{incident.reference}/referrals/"):
        assert client.get(address).status_code == 404


def test_a_whole_report_brings_its_referrals_and_once(as_cara, whole, office):
    key = str(uuid.uuid4())
    report = whole | {"referrals": [said(office, id=key, revision=office.revision)]}
    first = filed(as_cara, report)
    assert (first.status_code, filed(as_cara, report).json()) == (201, first.json())
    assert [str(row.pk) for row in Incident.objects.get().referrals.all()] == [key]
    more = report | {"referrals": [*report["referrals"], said(office, id=str(uuid.uuid4()))]}
    assert filed(as_cara, more).json()["code"] == "filed_differently"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": None}, "referrals.0.id"), ({"explained_procedure": ""}, "referrals.0.explained_procedure"),
        ({"mood": 1}, "referrals.0.mood"), ({"\ud800": 1}, "referrals.0."),
    ],
)  # fmt: skip
def test_a_fault_in_one_keeps_nothing_of_the_report(change, field, as_cara, whole, office):
    row = said(office, id=str(uuid.uuid4())) | change
    answer = filed(as_cara, whole | {"referrals": [row]})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Incident.objects.exists()


def test_a_directory_that_changed_holds_up_a_report_but_never_one_of_danger(as_cara, whole, office):
    DirectoryEntry.objects.filter(pk=office.pk).update(revision=2)
    report = whole | {"referrals": [said(office, id=str(uuid.uuid4()), revision=1)]}
    refused = filed(as_cara, report)
    assert (refused.status_code, refused.json()["code"]) == (409, "entry_changed")
    assert not Referral.objects.exists()
    DirectoryEntry.objects.filter(pk=office.pk).update(address="", opening_hours={}, verified_on=None)
    assert filed(as_cara, report | {"danger_for": "client"}).status_code == 201
    assert Referral.objects.get().snapshot["address"] == ""


def test_on_pages_it_is_found_read_and_given(as_cara, cara, office):
    draft = stories.draft(cara)
    base = f"/incidents/drafts/{draft.pk}/referrals/"
    assert "Social office" in as_cara.get(f"{base}?q=nighT somebody").content.decode()
    assert "Social office" not in as_cara.get(f"{base}?q=passport").content.decode()
    page = as_cara.get(f"{base}{office.pk}/?language=hu").content.decode()
    assert "Ebben az ügyben kérjük, forduljon ide: Social office." in page
    assert "Nem, ez nem ránk tartozik." in page
    refused = as_cara.post(f"{base}{office.pk}/", {"language": "hu"})
    assert refused.status_code == 400
    assert "Say whether you explained" in refused.content.decode()
    given = as_cara.post(f"{base}{office.pk}/", {"language": "hu", "explained_procedure": "no"}, follow=True)
    assert "The referral is kept." in given.content.decode()
    assert draft.referrals.get().language == "hu"
    as_cara.post(f"/referrals/{draft.referrals.get().pk}/remove/")
    assert not draft.referrals.exists()

"""Drafts: begun once, saved with every change, opened where they were left, seen by nobody else."""

import pytest
from django.utils import timezone

from audit.ids import uuid7
from boundaries.models import Incident
from policies.models import PolicyVersion
from tests.boundaries import filling, phones

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, cara):
    client.force_login(cara)


def test_pressing_twice_begins_one_draft(client):
    sent = {"event_type": "phone_number", "draft": str(uuid7())}
    first, second = client.post("/incidents/new/", sent), client.post("/incidents/new/", sent)
    assert first.url == second.url
    assert Incident.objects.count() == 1


def test_the_time_is_now_until_it_is_corrected(client):
    filling.begun(client)
    assert Incident.objects.get().occurred_at is not None


def test_draft_resumes_where_left(client, client_k, cara):
    address = filling.begun(client)
    five = {name: value for name, value in filling.steps().items() if int(name.split("-")[1]) <= 5}
    client.post(address, filling.basics(client_k) | five)
    client.logout()
    client.force_login(cara)
    page = client.get(address)
    assert page.context["resume_at"] == "step-6"
    assert page.context["guided"].answered_count == 5


def test_draft_keeps_its_protocol_version(client):
    address = filling.begun(client)
    before = Incident.objects.get().protocol_version
    PolicyVersion.objects.filter(pk=before.pk).update(in_force_until=timezone.now())
    client.get(address)
    assert Incident.objects.get().protocol_version == before


def test_another_kind_moves_the_answers_to_its_protocol(client, client_k):
    address = filling.begun(client)
    client.post(address, filling.whole(client_k))
    client.post(f"{address}kind/", {"event_type": "small_gift"})
    draft = Incident.objects.get()
    assert draft.event_type.key == "small_gift"
    assert {row.clause.version for row in draft.answers.all()} == {draft.protocol_version}


def test_a_step_that_the_other_protocol_lacks_is_no_obstacle_and_keeps_its_answer(client, client_k):
    address = filling.begun(client)
    client.post(address, filling.whole(client_k))
    step = Incident.objects.get().answers.get(clause__number=3).clause
    phones.publish("boundary-request", without=(step.key,))
    assert client.post(f"{address}kind/", {"event_type": "small_gift"}).status_code == 302
    draft = Incident.objects.get()
    assert draft.answers.count() == 14
    assert draft.answers.get(clause=step).clause.version != draft.protocol_version


def test_faults_beside_valid_fields_lose_nothing(client, client_k):
    address = filling.begun(client)
    page = client.post(address, filling.whole(client_k, feelings="x" * 20_001, go="check"))
    assert "20000" in page.content.decode()
    draft = Incident.objects.get()
    assert draft.request_verbatim
    assert draft.answers.count() == 14


def test_nobody_else_sees_a_draft(client, sam, olly):
    address = filling.begun(client)
    for person in (sam, olly):
        client.force_login(person)
        for page in ("", "check/", "danger/", "discard/", "kind/"):
            assert client.get(address + page).status_code == 404
            assert client.post(address + page).status_code == 404
    assert Incident.objects.count() == 1


def test_somebody_elses_id_begins_nothing(client, sam):
    address = filling.begun(client)
    client.force_login(sam)
    sent = {"event_type": "phone_number", "draft": address.split("/")[-2]}
    assert client.post("/incidents/new/", sent).status_code == 404


def test_an_auditor_reports_nothing(client, rita):
    client.force_login(rita)
    assert client.get("/incidents/new/").status_code == 403


def test_a_visitor_is_sent_to_sign_in(client):
    client.logout()
    assert "/accounts/login/" in client.get("/incidents/new/").url


def test_a_draft_is_thrown_away_whole(client):
    address = filling.begun(client)
    client.post(f"{address}discard/")
    assert not Incident.objects.exists()


def test_unfinished_drafts_and_reports_stand_on_one_page(client, client_k):
    filling.begun(client)
    page = client.get("/incidents/")
    assert len(page.context["drafts"]) == 1
    assert page.context["reports"] == []


def test_the_named_are_colleagues_and_never_oneself(client, cara, sam):
    address = filling.begun(client)
    client.post(address, {"staff_part": "named", "colleagues": [str(sam.pk)], "other_person": "Somebody Else"})
    assert {person.user or person.name for person in Incident.objects.get().named.all()} == {sam, "Somebody Else"}
    refused = client.post(address, {"staff_part": "named", "colleagues": [str(cara.pk)]})
    assert refused.context["guided"].faults
    client.post(address, {"staff_part": "no"})
    assert not Incident.objects.get().named.exists()

"""Filing behind a pseudonym: chosen in every way of filing, off by default, and a label of this one report."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from audit.ids import uuid7
from boundaries import pseudonyms, rights
from boundaries.models import Incident
from tests import stories
from tests.boundaries import filling

pytestmark = pytest.mark.django_db


def sent_by_form(person, client_k, **more):
    client = Client()
    client.force_login(person)
    address = filling.begun(client)
    client.post(address, filling.whole(client_k, **more))
    client.post(f"{address}check/")
    return Incident.objects.latest("submitted_at")


def sent_by_api(person, content):
    client = Client()
    client.force_login(person)
    headers = {"idempotency-key": uuid7().hex}
    return client.post("/api/v1/incidents/", json.dumps(content), content_type="application/json", headers=headers)


def test_nobody_is_behind_a_pseudonym_unless_she_chose_it(cara, sam, client_k):
    assert not sent_by_form(cara, client_k).behind_pseudonym


def test_it_is_chosen_in_the_plain_form_and_stays(cara, sam, client_k):
    assert sent_by_form(cara, client_k, behind_pseudonym="yes").behind_pseudonym


def test_it_is_chosen_field_by_field(client, cara):
    client.force_login(cara)
    draft = stories.draft(cara)
    address = f"/api/v1/drafts/{draft.pk}/"
    for chosen, stands in (("yes", True), ("no", False), ("yes", True)):
        client.patch(address, json.dumps({"behind_pseudonym": chosen}), content_type="application/json")
        assert client.get(address).json()["behind_pseudonym"] is stands
    client.patch(address, json.dumps({"feelings": "Uneasy"}), content_type="application/json")
    assert client.get(address).json()["behind_pseudonym"] is True


def test_something_else_is_refused(client, cara):
    client.force_login(cara)
    draft = stories.draft(cara)
    answer = client.patch(
        f"/api/v1/drafts/{draft.pk}/", json.dumps({"behind_pseudonym": "perhaps"}), content_type="application/json"
    )
    assert "behind_pseudonym" in answer.json()["errors"]


def test_it_is_chosen_in_one_request_for_reports_and_questions(cara, sam, client_k):
    answers = {name.split("-")[1]: {"answer": answer} for name, answer in filling.steps().items()}
    when = timezone.localtime().isoformat()
    report = {"id": str(uuid7()), "occurred_at": when, "event_type": "phone_number", "steps": answers} | filling.basics(client_k)
    question = {"id": str(uuid7()), "kind": "question", "question": "May I?"}
    for content in (report, question):
        assert sent_by_api(cara, content | {"behind_pseudonym": "yes"}).status_code == 201
        assert Incident.objects.get(pk=content["id"]).behind_pseudonym


def test_a_question_is_asked_behind_a_pseudonym(client, cara, sam):
    client.force_login(cara)
    asked = {"question": "May I?", "behind_pseudonym": "yes", "draft": str(uuid7())}
    looked_up = client.post("/questions/new/", asked | {"go": "look"})
    assert looked_up.context["form"]["behind_pseudonym"].value() == "yes"
    client.post("/questions/new/", asked | {"go": "send"})
    assert Incident.objects.get().behind_pseudonym


def test_two_reports_of_one_person_bear_different_labels(cara, sam):
    first, second = (stories.submitted(cara, behind_pseudonym=True) for _ in range(2))
    labels = {rights.reporter_label(incident, sam) for incident in (first, second)}
    assert labels == {f"Reporter of {first.reference}", f"Reporter of {second.reference}"}
    assert cara.profile.pseudonym not in "".join(labels)


def test_she_sees_her_own_name_and_without_a_pseudonym_all_stays_as_it_was(cara, sam, rita):
    behind, open_one = stories.submitted(cara, behind_pseudonym=True), stories.submitted(cara)
    assert rights.reporter_label(behind, cara) == rights.reporter_label(open_one, sam) == "Cara H."
    assert rights.reporter_label(open_one, rita) == cara.profile.pseudonym
    assert rights.reporter_label(behind, rita) == f"Reporter of {behind.reference}"
    assert pseudonyms.hides(behind, sam)
    assert not pseudonyms.hides(open_one, sam)


def test_her_own_name_in_her_text_is_pointed_out_before_she_sends(client, cara):
    client.force_login(cara)
    for behind, pointed_out in ((True, True), (False, False)):
        draft = stories.draft(cara, behind_pseudonym=behind, what_happened="He said: Cara, come here.")
        found = client.get(f"/incidents/drafts/{draft.pk}/check/").context["own_name"]
        assert [place["anchor"] for place in found] == (["basics"] if pointed_out else [])


def test_what_was_chosen_is_frozen_and_proven(cara, sam):
    incident = stories.submitted(cara, behind_pseudonym=True)
    assert f"boundaries.incident:{incident.pk}:filing" in incident.digests()

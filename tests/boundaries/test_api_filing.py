"""A whole report in one request: kept whole or not at all, and once however often it is sent."""

import json
import uuid

import pytest
from django.utils import timezone

from audit.ids import uuid7
from boundaries.models import Incident
from tests import stories
from tests.boundaries import filling

pytestmark = pytest.mark.django_db
INCIDENTS = "/api/v1/incidents/"


def filed(client, content, key=None):
    headers = {"idempotency-key": key or uuid7().hex}
    return client.post(INCIDENTS, json.dumps(content), content_type="application/json", headers=headers)


@pytest.fixture
def whole(client, cara, sam, client_k):
    """Everything that a complete report holds, from somebody who is signed in."""
    client.force_login(cara)
    answers = {name.split("-")[1]: {"answer": answer} for name, answer in filling.steps().items()}
    when = timezone.localtime().isoformat()
    report = filling.basics(client_k, occurred_at=when, event_type="phone_number")
    return {"id": str(uuid7()), "steps": answers} | report


def test_a_whole_report_is_sent_in_one_request(client, whole, client_k, sam):
    answer = filed(client, whole)
    incident = Incident.objects.get()
    assert answer.status_code == 201
    receipt = answer.json()
    assert (receipt["id"], receipt["reference"], receipt["status"]) == (whole["id"], incident.reference, "submitted")
    assert receipt["address"] == f"/incidents/{incident.reference}/"
    assert receipt["answer_by"]
    assert (incident.client, incident.assignee, incident.answers.count()) == (client_k, sam, 14)


def test_the_same_report_under_another_key_is_the_same_record(client, whole):
    first = filed(client, whole)
    again = filed(client, whole)
    assert (again.status_code, again.json()) == (200, first.json())
    assert Incident.objects.count() == 1


def test_the_same_report_finds_its_receipt_however_many_drafts_are_begun(client, whole, cara, settings):
    assert filed(client, whole).status_code == 201
    stories.draft(cara)
    settings.PERSON_LIMITS = settings.PERSON_LIMITS | {"drafts": 1}
    assert filed(client, whole).status_code == 200


def test_the_same_key_gives_the_first_answer(client, whole):
    first, again = (filed(client, whole, key="k1") for _ in range(2))
    assert (again.status_code, again.json(), again["Idempotency-Replayed"]) == (201, first.json(), "true")


@pytest.mark.parametrize(
    "change",
    [
        {"request_verbatim": "Other words"},
        {"event_type": "small_gift"},
        {"steps": {"7": {"answer": "unsure"}}},
        {"staff_part": "cannot_say"},
        {"who": "me"},
        {"occurred_at": "2024-05-05T10:00"},
        {"kind": "question", "question": "May I?"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_other_content_under_the_same_id_is_refused_and_the_first_stands(client, whole, change):
    first = filed(client, whole).json()
    changed = {"id": whole["id"]} | change if "question" in change else whole | change
    refused = filed(client, changed)
    assert (refused.status_code, refused.json()["code"]) == (409, "filed_differently")
    assert [incident.reference for incident in Incident.objects.all()] == [first["reference"]]


def test_what_is_missing_is_said_and_nothing_is_kept(client, whole):
    del whole["request_verbatim"], whole["steps"]["7"], whole["occurred_at"]
    refused = filed(client, whole)
    assert refused.status_code == 409
    assert [row["code"] for row in refused.json()["missing"]] == [
        "occurred_at_missing", "request_missing", "step_7_missing",
    ]  # fmt: skip
    assert not Incident.objects.exists()


def test_what_was_refused_is_mended_and_sent_under_its_key(client, whole):
    assert filed(client, whole | {"expectation": "gold"}, key="k").status_code == 400
    assert filed(client, whole, key="k").status_code == 201


FAULTS = [
    ({"expectation": "gold"}, ["expectation"]),
    ({"steps": {"10": {"answer": "not_done"}, "7": {"answer": "perhaps"}}}, ["steps.10.note", "steps.7.answer"]),
    ({"steps": {"7": {}}}, ["steps.7.answer"]),
    ({"steps": {"15": {"answer": "done"}, "16": {}, "x": {}, "٣": {}}}, ["steps.15", "steps.16", "steps.x", "steps.٣"]),
    ({"steps": {"7": "no", "8": {"mood": "x", "answer": 3}}}, ["steps.7", "steps.8.answer", "steps.8.mood"]),
    ({"steps": []}, ["steps"]),
    ({"mood": "x", "reference": "DS-2345-6789"}, ["mood", "reference"]),
    ({"feelings": {"a": 1}, "responses": [1]}, ["feelings", "responses"]),
    ({"feelings": ["a", "b"]}, ["feelings"]),
    ({"together": "yes"}, ["together"]),
    ({"kind": "poem"}, ["kind"]),
    ({"kind": ["question"]}, ["kind"]),
    ({"event_type": "none_such"}, ["event_type"]),
    ({"event_type": 3}, ["event_type"]),
    ({"about": str(uuid.UUID(int=3))}, ["about"]),
    ({"question": "May I?"}, ["question"]),
    ({"event_type": "\ud800"}, ["event_type"]),
]


@pytest.mark.parametrize(("change", "fields"), FAULTS, ids=range(len(FAULTS)))
def test_what_is_wrong_is_named_by_field_and_step_and_nothing_is_kept(client, whole, change, fields):
    refused = filed(client, whole | change)
    assert (refused.status_code, sorted(refused.json()["errors"])) == (400, sorted(fields))
    assert not Incident.objects.exists()


@pytest.mark.parametrize("key", [1, True, None, "", "1", [], "x" * 36, uuid.UUID(int=1).hex])
def test_an_id_that_is_no_uuid_is_refused_here_and_for_drafts(client, whole, key):
    for path in (INCIDENTS, "/api/v1/drafts/"):
        body, headers = json.dumps({"id": key}), {"idempotency-key": uuid7().hex}
        refused = client.post(path, body, content_type="application/json", headers=headers)
        assert (refused.status_code, list(refused.json()["errors"])) == (400, ["id"])


def test_a_question_needs_its_text_alone(client, whole):
    content = {"id": whole["id"], "kind": "question", "question": "May I take the cake?"}
    assert filed(client, content | {"question": " "}).json()["errors"].keys() == {"question"}
    first, again = filed(client, content), filed(client, content)
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert filed(client, content | {"question": "May I?"}).json()["code"] == "filed_differently"
    assert Incident.objects.get().question == "May I take the cake?"


def test_a_safety_concern_is_sent_with_nothing_else(client, whole):
    content = {"id": whole["id"], "steps": {"7": {"answer": "yes"}}, "danger_for": "client"}
    assert filed(client, content).status_code == 201
    incident = Incident.objects.get()
    assert (incident.urgent, incident.danger_for, incident.event_type.key) == (True, "client", "other")
    assert filed(client, content).status_code == 200


def test_steps_confirmed_together(client, whole):
    for number in ("1", "3", "6", "10", "11"):
        del whole["steps"][number]
    assert filed(client, whole | {"together": True}).status_code == 201
    rows = Incident.objects.get().answers.filter(confirmed_together=True)
    assert sorted(row.clause.number for row in rows) == [1, 3, 6, 10, 11]


def test_whoever_was_not_there_says_why_once(client, whole):
    for number in ("1", "2", "3", "4", "5", "6", "10", "11", "12", "13", "14"):
        del whole["steps"][number]
    assert filed(client, whole | {"not_present_reason": "A neighbour told me"}).status_code == 201
    assert Incident.objects.get().answers.filter(outcome="not_applicable").count() >= 11


def test_a_draft_begun_before_is_sent_with_what_it_held(client, whole):
    headers = {"idempotency-key": "d"}
    client.post("/api/v1/drafts/", json.dumps({"id": whole["id"]}), content_type="application/json", headers=headers)
    patch = json.dumps({"feelings": "Uneasy"})
    client.patch(f"/api/v1/drafts/{whole['id']}/", patch, content_type="application/json")
    assert filed(client, whole).status_code == 201
    assert filed(client, whole).status_code == 200
    assert Incident.objects.get().feelings == "Uneasy"


def test_an_id_of_somebody_else_does_not_exist(client, whole, sam):
    filed(client, whole)
    client.force_login(sam)
    assert filed(client, whole | {"who": "me"}).status_code == 404


def test_a_person_without_the_right_to_report_files_nothing(client, whole, rita):
    client.force_login(rita)
    assert filed(client, whole).status_code == 403
    assert not Incident.objects.exists()

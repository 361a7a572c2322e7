"""The reporter's API: the same checks as the page, said as JSON."""

import json

import pytest

from audit.ids import uuid7
from boundaries.models import Incident
from tests.boundaries import filling

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/drafts/"


def send(client, method, path, content=None, **more):
    if method == "get":
        return client.get(path)
    body = content if isinstance(content, str | bytes) else json.dumps(content or {})
    if method == "post":
        more = {"headers": {"idempotency-key": uuid7().hex}} | more
    return getattr(client, method)(path, body, content_type="application/json", **more)


@pytest.fixture
def draft(client, cara, sam):
    client.force_login(cara)
    key = str(uuid7())
    assert send(client, "post", DRAFTS, {"id": key, "event_type": "phone_number"}).status_code == 201
    return f"{DRAFTS}{key}/"


def test_beginning_again_finds_the_same_draft(client, draft):
    key = draft.split("/")[-2]
    again = send(client, "post", DRAFTS, {"id": key, "event_type": "phone_number"})
    assert again.json()["id"] == key
    assert Incident.objects.count() == 1


def test_fields_that_are_not_sent_stay(client, draft):
    send(client, "patch", draft, {"request_verbatim": "One"})
    send(client, "patch", draft, {"feelings": "Two"})
    incident = Incident.objects.get()
    assert (incident.request_verbatim, incident.feelings) == ("One", "Two")


def test_the_whole_way(client, draft, client_k):
    assert send(client, "patch", draft, filling.basics(client_k)).json()["client_language"] == "hu"
    for number in range(1, 15):
        answer = filling.steps()[f"step-{number}-answer"]
        assert send(client, "put", f"{draft}steps/{number}/", {"answer": answer}).json()["step"] == number
    first, second = (send(client, "post", f"{draft}submit/") for _ in range(2))
    assert first.status_code == 200
    assert first.json()["reference"] == second.json()["reference"]


def test_a_changed_answer_has_a_new_revision(client, draft):
    for revision in (1, 2):
        saved = send(client, "put", f"{draft}steps/7/", {"answer": "unsure"}).json()
        assert saved == {"step": 7, "outcome": "done", "revision": revision}


def test_what_is_missing_comes_as_codes_and_sentences(client, draft):
    refused = send(client, "post", f"{draft}submit/")
    assert refused.status_code == 409
    assert {"code", "text"} == set(refused.json()["missing"][0])


def test_faults_come_by_field(client, draft):
    refused = send(client, "put", f"{draft}steps/10/", {"answer": "not_done"})
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == ["note"]
    refused = send(client, "patch", draft, {"expectation": "gold", "feelings": "kept"})
    assert list(refused.json()["errors"]) == ["expectation"]
    assert Incident.objects.get().feelings == "kept"


def test_others_drafts_do_not_exist(client, draft, sam, olly):
    for person in (sam, olly):
        client.force_login(person)
        assert send(client, "get", draft).status_code == 404
        assert send(client, "patch", draft, {"feelings": "x"}).status_code == 404
        assert send(client, "put", f"{draft}steps/1/", {"answer": "done"}).status_code == 404
        for act in ("submit/", "discard/", "together/"):
            assert send(client, "post", draft + act).status_code == 404


def test_a_sent_report_takes_no_more_answers(client, draft):
    send(client, "put", f"{draft}steps/7/", {"answer": "yes"})
    send(client, "post", f"{draft}submit/")
    assert send(client, "patch", draft, {"feelings": "x"}).status_code == 409
    assert send(client, "put", f"{draft}steps/1/", {"answer": "done"}).status_code == 409
    assert send(client, "post", f"{draft}discard/").status_code == 409


def test_a_draft_is_discarded(client, draft):
    assert send(client, "post", f"{draft}discard/").status_code == 204
    assert not Incident.objects.exists()


def test_together_says_what_it_marked(client, draft):
    assert send(client, "post", f"{draft}together/").json() == {"steps": [1, 3, 6, 10, 11]}
    assert send(client, "post", f"{draft}together/").json() == {"steps": []}


def test_visitors_and_auditors_are_refused(client, draft, rita):
    client.logout()
    refused = send(client, "get", draft)
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, 'Bearer realm="Doorstep"')
    client.force_login(rita)
    assert send(client, "get", draft).status_code == 403


def test_without_the_pages_key_nothing_is_saved(draft, cara):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cara)
    assert send(strict, "patch", draft, {"feelings": "x"}).status_code == 403
    assert Incident.objects.get().feelings == ""


ODD = ["", "[]", "null", "3", '"x"', "{", "\x00", "[" * 100_000, '{"feelings": {"a": 1}}', '{"feelings": [[1]]}',
       '{"feelings": NaN}', '{"feelings": 1e999}', '{"feelings": "\\ud800\\u0000"}', b"\xff\xfe", '{"\\u0000": "x"}',
       '{"responses": "declined"}', '{"responses": null}', '{"who": true}', '{"answer": ["a", "b"]}']  # fmt: skip


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_odd_bodies_get_a_sentence(client, draft, body):
    for method, path in (("patch", draft), ("put", f"{draft}steps/7/"), ("post", DRAFTS)):
        assert send(client, method, path, body).status_code in (200, 400)
    assert Incident.objects.get().status == "draft"


def test_ten_megabytes_are_too_much(client, draft):
    refused = send(client, "patch", draft, {"feelings": "x" * 10_000_000})
    assert refused.status_code == 413
    assert refused.json()["code"] == "too_large"


def test_steps_that_are_none_do_not_exist(client, draft):
    for number in (0, 15, 16, 99999999999999999999):
        assert send(client, "put", f"{draft}steps/{number}/", {"answer": "done"}).status_code == 404


def test_half_a_character_as_the_name_of_a_field_gets_a_sentence(client, draft):
    for content in ('{"\\ud800": {}}', '{"\\ud800": [[]]}', '{"responses": ["\\ud800"]}', '{"\\ud800": "x"}'):
        assert send(client, "patch", draft, content).status_code in (200, 400)

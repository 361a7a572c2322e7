"""Wordings by API: written, read in, approved, read; every refusal with its code, and nothing for other organisations."""

import json

import pytest

from policies.editing import document as shape
from policies.editing import exchange
from policies.models import PolicyVersion, VersionDraft
from tests.policies import wordings

pytestmark = pytest.mark.django_db
ALL = "/api/v1/wordings/"


@pytest.fixture
def call(client):
    """call(person, method, address, sent): (status, answer). Every POST under a key of its own."""
    keys = iter(range(1000))

    def send(person, method, address, sent=None):
        client.force_login(person)
        headers = {"Idempotency-Key": f"key-{next(keys)}-abcdefgh"} if method == "post" else {}
        body = {} if sent is None else {"data": json.dumps(sent), "content_type": "application/json"}
        answer = getattr(client, method)(address, headers=headers, **body)
        return answer.status_code, answer.json() if answer.content else None

    return send


@pytest.fixture
def begun(call, petra):
    content = exchange.dump(wordings.gift_protocol()).decode()
    status, answer = call(petra, "post", f"{ALL}import/", {"name": "gifts.yaml", "content": content})
    assert (status, answer["status"], answer["faults"]) == (201, "draft", [])
    return f"{ALL}{answer['id']}/"


def codes(answer):
    status, body = answer
    return status, [row["code"] for row in body.get("missing", body.get("faults", ()))]


def test_from_a_file_to_a_version_in_force(call, begun, petra, lena, cara):
    status, whole = call(petra, "patch", begun, {"revision": 0, "path": "title.cs", "value": "Dary"})
    assert (status, whole["revision"], whole["document"]["title"]["cs"]) == (200, 1, "Dary")
    assert call(petra, "post", f"{begun}propose/", {})[1]["status"] == "proposed"
    assert [act["name"] for act in call(lena, "get", begun)[1]["acts"]] == ["approve", "send-back"]
    assert codes(call(lena, "post", f"{begun}approve/", {"seen": "another"})) == (409, ["wording_changed"])
    seen = call(lena, "get", begun)[1]["document_digest"]
    assert call(lena, "post", f"{begun}approve/", {"seen": seen})[1]["version"] == 1
    _status, listed = call(cara, "get", "/api/v1/policies/gifts/versions/")
    assert [(row["number"], row["author"], row["approved_by"]) for row in listed["results"]] == [
        (1, "Petra Ivanova", "Lena Lund")
    ]
    _status, one = call(cara, "get", "/api/v1/policies/gifts/versions/1/")
    assert one["document"] == wordings.gift_protocol(title=wordings.in_six("Gifts") | {"cs": "Dary"})


def test_a_file_of_each_form_comes_back_as_it_went_in(client, cara, petra, lena):
    version = wordings.published(petra, lena)
    client.force_login(cara)
    for form in ("yaml", "json"):
        answer = client.get(f"/api/v1/policies/gifts/versions/1/{form}/")
        assert answer["Content-Disposition"] == f'attachment; filename="gifts-1.{form}"'
        assert exchange.read(answer.content, f"x.{form}") == shape.document_of(version)
    assert client.get("/api/v1/policies/gifts/versions/1/exe/").status_code == 404
    assert client.get("/api/v1/policies/gifts/versions/2/").status_code == 404
    assert client.get("/api/v1/policies/nothing/versions/").status_code == 404


def test_a_file_with_faults_leaves_nothing(call, petra):
    document = wordings.gift_protocol()
    document["clauses"][3]["texts"]["cs"]["title"] = ""
    status, answer = call(petra, "post", f"{ALL}import/", {"name": "g.json", "content": json.dumps(document)})
    assert (status, list(answer["errors"])) == (400, ["clauses.4.texts.cs.title"])
    assert "Czech" in answer["faults"][0]["text"] or answer["faults"][0]["text"]
    assert not VersionDraft.objects.exists()


def test_refusals(call, begun, petra, lena):
    assert codes(call(petra, "post", ALL, {"slug": "gifts"})) == (409, ["wording_open"])
    assert codes(call(petra, "post", ALL, {"slug": "edit", "event_types": ["small_gift"]})) == (400, ["slug_reserved"])
    assert codes(call(petra, "patch", begun, {"revision": 7, "path": "title.en", "value": "x"})) == (
        409, ["edited_elsewhere"],
    )  # fmt: skip
    assert codes(call(petra, "patch", begun, {"revision": 0, "path": "title.en", "value": 5})) == (400, ["not_text"])
    assert call(petra, "patch", begun, {"revision": 0, "path": "title.en"})[0] == 400
    past = {"take_effect_at": "2020-01-01T00:00:00Z"}
    assert codes(call(petra, "post", f"{begun}propose/", past)) == (409, ["take_effect_past"])
    assert call(petra, "patch", begun, {"revision": 0, "path": "title.hu", "value": ""})[0] == 200
    assert codes(call(petra, "post", f"{begun}propose/", {})) == (409, ["wording_incomplete"])
    assert codes(call(lena, "post", f"{begun}approve/", {})) == (409, ["wrong_status"])
    assert call(petra, "put", begun, {"revision": 1, "document": wordings.gift_protocol()})[0] == 200
    assert call(petra, "post", f"{begun}propose/", {})[0] == 200
    assert call(petra, "post", f"{begun}approve/", {})[0] == 403
    assert codes(call(lena, "post", f"{begun}send-back/", {"reason": " "})) == (409, ["reason_missing"])
    assert call(lena, "post", f"{begun}publish/", {})[0] == 404
    assert codes(call(petra, "put", begun, {"revision": 2, "document": wordings.gift_protocol()})) == (
        409, ["wrong_status"],
    )  # fmt: skip


def test_retiring(call, petra, lena):
    wordings.published(petra, lena)
    address = "/api/v1/policies/gifts/retire/"
    assert call(lena, "post", address, {"reason": "No"})[0] == 403
    assert codes(call(petra, "post", address, {"reason": ""})) == (409, ["reason_missing"])
    assert call(petra, "post", address, {"reason": "Not needed"})[1]["retired_reason"] == "Not needed"
    assert codes(call(petra, "post", address, {"reason": "Again"})) == (409, ["nothing_in_force"])
    assert call(petra, "post", "/api/v1/policies/phone-number/retire/", {"reason": "No"})[0] == 404
    assert not PolicyVersion.objects.in_force().filter(policy__slug="gifts").exists()


@pytest.mark.parametrize("who", ["cara", "sam", "rita", "ada"])
def test_what_is_being_written_is_for_those_who_write_and_approve(call, begun, who, request):
    person = request.getfixturevalue(who)
    assert call(person, "get", ALL)[0] == 403
    assert call(person, "get", begun)[0] == 403
    assert call(person, "post", f"{begun}approve/", {})[0] == 403


def test_for_another_organisation_it_does_not_exist(call, begun, petra, lena, olly, elsewhere):
    stranger = type(olly).objects.get(pk=olly.pk)
    stranger.roles = ["policy_owner", "lead"]
    stranger.save()
    assert call(stranger, "get", ALL)[1]["results"] == []
    assert call(stranger, "get", begun)[0] == 404
    assert call(stranger, "post", f"{begun}approve/", {})[0] == 404
    assert call(stranger, "get", "/api/v1/policies/gifts/versions/")[0] == 404
    assert call(stranger, "post", "/api/v1/policies/gifts/retire/", {"reason": "Mine"})[0] == 404

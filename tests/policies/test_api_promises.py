"""What is promised, by API: protocols with their steps, kinds of event, numbers to call, the service standard."""

import pytest

from policies.models import EventType, ServiceStandard

pytestmark = pytest.mark.django_db
LANGUAGES = {"en", "hu", "cs", "sv", "bg", "uk"}


@pytest.fixture
def signed_in(client, rita):
    client.force_login(rita)
    return client


def test_protocols_in_force(signed_in):
    rows = signed_in.get("/api/v1/protocols/").json()["results"]
    assert [row["slug"] for row in rows] == ["boundary-request", "phone-number"]
    for row in rows:
        assert signed_in.get(row["address"]).status_code == 200


def test_a_protocol_has_its_fifteen_steps_in_the_language_asked_for_and_in_all_six(signed_in):
    for language in LANGUAGES:
        protocol = signed_in.get("/api/v1/protocols/phone-number/", {"language": language}).json()
        assert (protocol["language"], len(protocol["steps"])) == (language, 15)
        assert protocol["title"] == protocol["titles"][language]
        for step in protocol["steps"]:
            assert set(step["texts"]) == LANGUAGES
            for name in ("title", "short", "instruction", "record_prompt", "said"):
                assert step[name] == step["texts"][language][name]


def test_without_a_language_it_is_the_callers_own(signed_in):
    assert signed_in.get("/api/v1/protocols/phone-number/").json()["language"] == "uk"


@pytest.mark.parametrize("path", ["protocols/", "protocols/phone-number/", "event-types/", "directory/"])
def test_a_language_that_is_none_of_ours_is_refused(signed_in, path):
    refused = signed_in.get(f"/api/v1/{path}", {"language": "xx"})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["language"])


def test_a_protocol_that_is_none(signed_in):
    assert signed_in.get("/api/v1/protocols/nothing/").status_code == 404


def test_kinds_of_event(signed_in):
    rows = signed_in.get("/api/v1/event-types/", {"language": "sv"}).json()["results"]
    assert len(rows) == EventType.objects.filter(active=True).count() == 40
    assert all(row["label"] == row["labels"]["sv"] for row in rows)


def test_numbers_to_call_are_those_of_the_country(signed_in):
    rows = signed_in.get("/api/v1/directory/").json()["results"]
    assert "112" in {row["phone"] for row in rows}
    assert all(row["verified_on"] for row in rows)


def test_the_standard_in_force(signed_in, organisation):
    usual = signed_in.get("/api/v1/standards/").json()
    assert (usual["reply_hours"], usual["valid_from"]) == (24, None)
    ServiceStandard.objects.create(organisation=organisation, reply_hours=12)
    assert signed_in.get("/api/v1/standards/").json()["reply_hours"] == 12


def test_who_i_am(signed_in, rita):
    me = signed_in.get("/api/v1/me/").json()
    assert (me["id"], me["name"], me["roles"], me["language"]) == (str(rita.pk), "Rita Kovalenko", ["auditor"], "uk")
    assert me["organisation"]["code"] == "north"
    assert (me["scopes"], "register" in me["rights"]) == (None, True)

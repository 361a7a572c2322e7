"""The directory by API: read by everybody, written by whoever looks after it, refused with field or code."""

import uuid

import pytest

from policies.models import DirectoryEntry
from tests import directory
from tests.policies.test_directory import values

pytestmark = pytest.mark.django_db
PATH = "/api/v1/directory/"


@pytest.fixture
def send(client, petra):
    client.force_login(petra)

    def sent(path="", body=None, method="post"):
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        return getattr(client, method)(PATH + path, body or {}, content_type="application/json", headers=headers)

    return sent


def test_an_entry_is_written_verified_changed_and_let_go(send, organisation):
    made = send(body=values()).json()
    assert (made["revision"], made["verified_on"], made["is_own"]) == (1, None, True)
    path = f"{made['id']}/"
    assert send(f"{path}verify/", {"revision": 1}).json()["verified_on"]
    changed = send(path, {"revision": 1, "values": {"phone": "+36 1 555 01 49"}}, "patch").json()
    assert (changed["phone"], changed["revision"], changed["verified_on"]) == ("+36 1 555 01 49", 2, None)
    late = send(path, {"revision": 1, "values": {"phone": "+36 1 555 01 48"}}, "patch")
    assert (late.status_code, late.json()["missing"][0]["code"]) == (409, "entry_changed")
    assert send(f"{path}retire/", {"reason": "Moved"}).json()["active"] is False


@pytest.mark.parametrize(("change", "field"), [
    ({"name": {"en": 1}}, "name"), ({"opening_hours": []}, "opening_hours"),
    ({"opening_hours": {"mon": [[8, 9]]}}, "opening_hours"),
    ({"documents": {"en": "x"}}, "documents"), ({"languages": [{}]}, "languages"), ({"email": 5}, "email"),
    ({"is_owned_by_organisation": False}, "is_owned_by_organisation"), ({"kind": ["service"]}, "kind"),
    ({"phone": None}, "phone"),
    ({"opening_hours": {"note": {"en": "\ud800"}}}, "opening_hours"), ({"name": {"en": "\u0000"}}, "name"),
])  # fmt: skip
def test_what_is_wrong_is_answered_by_field(send, organisation, change, field):
    refused = send(body=values(**change))
    assert (refused.status_code, field in refused.json()["errors"]) == (400, True), refused.content
    assert not DirectoryEntry.objects.filter(organisation=organisation).exists()


def test_fields_that_nobody_writes_are_refused(send, organisation):
    entry = directory.service(organisation)
    for name in ("verified_on", "organisation_id", "revision", "doubt", "\ud800"):
        assert send(f"{entry.pk}/", {"revision": 1, "values": {name: "1"}}, "patch").status_code == 400
    assert send(f"{entry.pk}/dance/").status_code == 404


def test_readers_find_and_doubt_and_do_not_write(client, send, sam, organisation):
    entry = directory.service(organisation)
    client.force_login(sam)
    rows = client.get(PATH, {"q": "night", "language": "hu"}).json()["results"]
    assert [(row["id"], row["is_open"] is not None) for row in rows] == [(str(entry.pk), True)]
    assert send(f"{entry.pk}/mistake/", {"text": "Wrong door"}).json()["is_to_check"] is True
    assert send(body=values()).status_code == 403
    assert send(f"{entry.pk}/verify/", {"revision": 1}).status_code == 403
    assert send(f"{entry.pk}/", {"revision": 1, "values": {}}, "patch").status_code == 403


def test_other_organisations_and_built_in_numbers_are_out_of_reach(send, organisation, elsewhere):
    theirs = directory.entry(elsewhere)
    built_in = DirectoryEntry.objects.filter(organisation=None, country="HU").first()
    assert send(f"{theirs.pk}/verify/", {"revision": 1}).status_code == 404
    assert send(f"{theirs.pk}/", method="get").status_code == 404
    for path in ("verify/", "retire/", "mistake/"):
        assert send(f"{built_in.pk}/{path}", {"revision": 1, "reason": "x", "text": "x"}).status_code == 404

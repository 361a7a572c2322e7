"""The pocket: all that filing without a network needs, nothing that names its owner, and cheap to ask for again."""

import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audit.ids import uuid7
from boundaries import drafts, sentences
from boundaries.models import Incident
from policies.models import DirectoryEntry, EventType, ServiceStandard
from tests import directory as numbers
from tests.boundaries import phones
from tests.boundaries.phones import POCKET
from tests.cast import make_client, make_person

pytestmark = pytest.mark.django_db
BLANK = str(uuid.UUID(int=0))
LANGUAGES = {"bg", "cs", "en", "hu", "sv", "uk"}
IN_ADDRESS = re.compile(r"/(?:drafts|incidents)/(?:drafts/)?([0-9a-f-]{36})/")
NAMES = re.compile(r'<(?:input|textarea|button)[^>]* name="([^"]+)"')


@pytest.fixture
def signed_in(client, cara, sam, client_k):
    client.force_login(cara)
    return client


def pocket(client, **headers):
    answer = client.get(POCKET, headers=headers)
    return answer.json() if answer.content else answer


def forms(told):
    return told["pages"]["forms"]


# -- what is in it ----------------------------------------------------------------------------------------------


def test_every_kind_has_a_form_in_the_language_of_its_owner(signed_in, cara, client_k):
    told = pocket(signed_in)
    assert len(told["kinds"]) == EventType.objects.filter(active=True).count() >= 40
    assert {kind["protocol"] for kind in told["kinds"].values()} <= forms(told).keys()
    kind = EventType.objects.get(key="photo_or_video")
    assert told["kinds"]["photo_or_video"]["label"] == kind.label["hu"]
    assert told["kinds"]["photo_or_video"]["question"] == kind.question["hu"]
    assert (told["kinds"]["phone_number"]["has_own_protocol"], told["kinds"]["other"]["has_own_protocol"]) == (True, False)
    assert (told["language"], told["me"], told["draft_days"]) == ("hu", {"id": str(cara.pk)}, 7)
    assert told["clients"] == {str(client_k.pk): {"code": client_k.code, "language": "hu"}}
    assert all("<h1" in page for page in (told["pages"]["kinds"], told["pages"]["danger"], *forms(told).values()))


def test_its_form_asks_what_the_page_asks(signed_in):
    address = signed_in.post("/incidents/new/", {"event_type": "photo_or_video", "draft": str(uuid7())}).url
    page = signed_in.get(address).content.decode()
    told = pocket(signed_in)
    blank = forms(told)[told["kinds"]["photo_or_video"]["protocol"]]
    asked = set(NAMES.findall(page)) - {"csrfmiddlewaretoken"}
    assert set(NAMES.findall(blank)) == asked
    assert {"condition_answer", "colleagues", "step-7-answer", "step-14-note", "reach", "absence"} <= asked


def test_what_a_kind_adds_waits_in_its_form(signed_in):
    for form in forms(pocket(signed_in)).values():
        assert re.findall(r'<template data-if="(\w+)"', form) == ["always", "general", "question"]


def test_it_names_its_owner_nowhere_and_carries_no_token_and_no_draft(signed_in, cara, sam):
    draft = drafts.begin(cara, uuid7(), event_type=EventType.objects.get(key="phone_number"))
    text = signed_in.get(POCKET).content.decode()
    for of_hers in ("Halász", cara.email, cara.username, cara.profile.pseudonym, str(draft.pk), "csrf", 'name="key"'):
        assert of_hers not in text, of_hers
    assert str(sam) in text
    assert text.count(str(cara.pk)) == 1


def test_every_address_in_it_is_that_of_the_blank_draft(signed_in):
    pages = pocket(signed_in)["pages"]
    for form in pages["forms"].values():
        assert set(IN_ADDRESS.findall(form)) == {BLANK}
    assert BLANK in pages["kinds"]
    assert BLANK in pages["danger"]


def test_nothing_is_saved_by_it(signed_in):
    with CaptureQueriesContext(connection) as queries:
        pocket(signed_in)
    assert not [query for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert not Incident.objects.exists()


def test_sentences_come_in_six_languages_with_the_numbers_of_the_organisation(signed_in, organisation):
    numbers.entry(organisation, name={"en": "Office"}, phone="+36 1 234 5678")
    told, swept = pocket(signed_in), 0
    directory = list(DirectoryEntry.objects.offered_to(organisation))
    for slug in ("phone-number", "boundary-request"):
        version = phones.in_force(slug)
        said = told["said"][str(version.pk)]
        for clause in version.clauses.all():
            expected = {language: sentences.said(clause, language, directory) for language in LANGUAGES}
            assert said.get(str(clause.number), {}) == {language: rows for language, rows in expected.items() if rows}
            if clause.text("en").get("said"):
                assert {language for language, rows in expected.items() if rows} == LANGUAGES, clause
                swept += 1
    assert swept >= 16
    assert "+36 1 234 5678" in json.dumps(told["said"])
    assert "{" not in "".join(re.findall(r'"([^"]+)"', json.dumps(told["said"], ensure_ascii=False)))


def test_a_draft_that_was_begun_keeps_its_form_when_the_protocol_changes(signed_in, cara):
    drafts.begin(cara, uuid7(), event_type=EventType.objects.get(key="phone_number"))
    before, after = phones.publish()
    told = pocket(signed_in)
    assert told["kinds"]["phone_number"]["protocol"] == str(after.pk)
    assert {str(before.pk), str(after.pk)} <= forms(told).keys() == told["said"].keys()


def test_others_drafts_and_clients_are_not_in_it(signed_in, organisation, team, sam):
    dora = make_person(organisation, team, "Dora Kiss", Role.CAREGIVER)
    make_client(team, "K-777", "hu", dora)
    before, _after = phones.publish()
    told = pocket(signed_in)
    assert str(before.pk) not in forms(told)
    assert "K-777" not in json.dumps(told)


# -- asked for again --------------------------------------------------------------------------------------------


def test_the_same_pocket_is_not_sent_twice(signed_in):
    first = signed_in.get(POCKET)
    assert first["ETag"] == f'"{first.json()["version"]}"'
    for known in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}'):
        again = signed_in.get(POCKET, headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for other in ("", '"other"', "*garbage", first["ETag"].strip('"')):
        assert signed_in.get(POCKET, headers={"if-none-match": other}).status_code == 200


CHANGES = {
    "another client": lambda cara: make_client(cara.team, "K-900", "cs", cara),
    "a colleague": lambda cara: make_person(cara.organisation, cara.team, "Dora Kiss", Role.CAREGIVER),
    "a number": lambda cara: DirectoryEntry.objects.filter(kind="emergency").update(phone="113"),
    "a kind's name": lambda cara: EventType.objects.filter(key="other").update(label={"en": "Anything"}),
    "a kind less": lambda cara: EventType.objects.filter(key="small_gift").update(active=False),
    "a protocol": lambda cara: phones.publish(),
    "a promise": lambda cara: ServiceStandard.objects.create(organisation=cara.organisation, draft_days=3),
    "her language": lambda cara: type(cara).objects.filter(pk=cara.pk).update(language="cs"),
    "who reads it": lambda cara: type(cara).objects.filter(given_name="Sam").update(family_name="Other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_it_changes_its_version(signed_in, cara, change):
    known = signed_in.get(POCKET)["ETag"]
    CHANGES[change](cara)
    assert signed_in.get(POCKET, headers={"if-none-match": known}).status_code == 200


def counted(client, **headers):
    with CaptureQueriesContext(connection) as queries:
        client.get(POCKET, headers=headers)
    return len(queries)


def test_it_asks_as_much_with_ten_times_as_many_rows(signed_in, cara, organisation, team):
    pocket(signed_in)
    few = counted(signed_in)
    for number in range(10):
        make_client(team, f"K-9{number:02d}", "hu", cara)
        make_person(organisation, team, f"Dora{number} Kiss", Role.CAREGIVER)
        drafts.begin(cara, uuid7(), event_type=EventType.objects.get(key="phone_number"))
        EventType.objects.create(key=f"kind_{number}", code=f"X{number}", group="contact", order=99, label={"en": "X"},
                                 gravity="S1", safeguarding="no")  # fmt: skip
    for _time in range(3):
        phones.publish()
        phones.publish("boundary-request")
    assert counted(signed_in) == few
    assert counted(signed_in, **{"if-none-match": signed_in.get(POCKET)["ETag"]}) < few


def test_only_whoever_reports_has_a_pocket(client, rita):
    assert client.get(POCKET).status_code == 401
    client.force_login(rita)
    assert client.get(POCKET).status_code == 403

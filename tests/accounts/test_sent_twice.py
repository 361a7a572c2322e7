"""What was sent twice with different content: its sender compares both, and nobody else."""

import json

import pytest
from django.test import Client

from accounts import differences
from accounts.models import DifferentRequest
from accounts.sending_once import Answer, SentDifferently, answer_once
from tests.accounts.bearer import ask, token_of

pytestmark = pytest.mark.django_db
PAGE = "/settings/sent-twice/"
API = "/api/v1/differences/"


def twice(person, first, again, route="/incidents/DS-2345-6789/write/"):
    answer_once(person, "k", route, first, lambda: Answer(302, {}))
    with pytest.raises(SentDifferently):
        answer_once(person, "k", route, again, lambda: Answer(302, {}))
    return DifferentRequest.objects.latest("at")


def browser(person):
    person.language = "en"
    person.save()
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def pair(cara):
    return twice(cara, {"body": "First words", "language": "en"}, {"body": "Other words <b>", "language": "en"})


def test_both_stand_side_by_side_in_words(cara, pair):
    page = browser(cara).get(PAGE).content.decode()
    for words in ("First words", "Other words &lt;b&gt;", "Message", "Written in", "English", "differs"):
        assert words in page, words
    assert 'href="/incidents/DS-2345-6789/"' in page
    assert "&quot;body&quot;" not in page


def test_what_differs_comes_first_and_choices_come_in_words(sam, lena):
    first = {
        "language": "en",
        "outcome": "referred",
        "to": str(lena.pk),
        "step-7-answer": "no",
        "draft": "x",
        "odd": [1],
    }
    lines = differences.lines(twice(sam, first, first | {"odd": {"a": True}, "promise": "2026-03-02T10:00:00+00:00"}))
    said = {line.label: line.first for line in lines}
    assert [line.differs for line in lines] == sorted((line.differs for line in lines), reverse=True)
    assert "Lena L." in said.values()
    assert said["7 · Answer"] == "No"
    assert "referred" not in said.values()
    assert "x" not in said.values()
    assert {line.label: line.again for line in lines}["Odd · a"] == "Yes"


ODD = ["", "text", [1, [2]], {"a": {"b": None}}, {"to": "no id"}, {"promise": "never"}, {"\x00": "x"}]


@pytest.mark.parametrize("content", ODD)
def test_whatever_was_sent_can_be_shown(cara, content):
    twice(cara, content, {"other": 1})
    assert browser(cara).get(PAGE).status_code == 200


def test_seen_is_gone_and_only_for_its_sender(cara, sam, olly, pair):
    for person in (sam, olly):
        assert "First words" not in browser(person).get(PAGE).content.decode()
        assert browser(person).post(f"{PAGE}{pair.pk}/seen/").status_code == 404
    client = browser(cara)
    assert client.post(f"{PAGE}{pair.pk}/seen/")["Location"] == PAGE
    pair.refresh_from_db()
    assert pair.reviewed_at
    assert "First words" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("address", ["/", "/settings/"])
def test_a_line_says_so_until_it_is_seen(cara, pair, address):
    client = browser(cara)
    assert f'href="{PAGE}"' in client.get(address).content.decode()
    client.post(f"{PAGE}{pair.pk}/seen/")
    assert f'href="{PAGE}"' not in client.get(address).content.decode()


def test_the_same_by_api(cara, sam, pair):
    text = token_of(cara, "report")
    [row] = ask(text, API).json()["results"]
    assert row["first"]["content"] == {"body": "First words", "language": "en"}
    assert row["again"]["content"]["body"] == "Other words <b>"
    assert ask(token_of(sam, "report"), f"{API}{pair.pk}/seen/", {}).status_code == 404
    assert ask(text, f"{API}{pair.pk}/seen/", {}).json() == {"seen": True}
    assert ask(text, API).json() == {"results": [], "next": None}


def test_the_list_goes_on_by_its_own_address(cara, monkeypatch):
    monkeypatch.setattr("accounts.api.differences.MOST", 1)
    first = twice(cara, {"a": "1"}, {"a": "2"})
    second = twice(cara, {"a": "1"}, {"a": "3"})
    text = token_of(cara, "read")
    page = ask(text, API).json()
    assert [row["id"] for row in page["results"]] == [str(second.pk)]
    page = ask(text, page["next"]).json()
    assert ([row["id"] for row in page["results"]], page["next"]) == ([str(first.pk)], None)


def test_a_refused_request_of_a_program_stands_there(cara):
    text = token_of(cara, "report")
    ids = ("0197f0c0-0000-7000-8000-000000000001", "0197f0c0-0000-7000-8000-000000000002")
    codes = [ask(text, "/api/v1/drafts/", {"id": key}, idempotency_key="k").status_code for key in ids]
    assert codes == [201, 409]
    assert json.loads(DifferentRequest.objects.get().content) == {"id": ids[1]}


@pytest.mark.parametrize("route", ["/incidents/" + "x" * 500 + "/", "/incidents/\x00/", "/ő/"])
def test_any_address_can_be_kept(cara, route):
    assert twice(cara, {"a": "1"}, {"a": "2"}, route).pk


def test_a_token_for_managing_reads_no_message_of_its_person(sam):
    sam.roles = ["supervisor", "administrator"]
    sam.save()
    twice(sam, {"body": "First words"}, {"body": "Other words"})
    found = {scope: len(ask(token_of(sam, scope), API).json()["results"]) for scope in ("manage", "answer", "read")}
    assert found == {"manage": 0, "answer": 1, "read": 1}

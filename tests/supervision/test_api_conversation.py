"""The conversation by API: writing, answering, adding; once, by whoever may, and read as this reader may."""

import datetime

import pytest
from django.utils import timezone

from accounts import places
from audit.models import AuditEvent
from boundaries.models import Addendum, Incident
from supervision.api import conversation
from supervision.models import Message
from tests import stories
from tests.supervision.asking import address, get, post, posted
from tests.supervision.test_acting import counted, last_event

pytestmark = pytest.mark.django_db
WORDS = {"body": "I have one more question.", "language": "en"}
ANSWER = {"body": "Thank you, Cara.", "language": "en", "kind": "reply"}
ADDED = {"text": "It was on Tuesday.", "language": "en"}


def test_the_first_answer_acknowledges(cara, sam):
    incident = stories.submitted(cara)
    told = post(sam, address(incident, "messages/"), expect=201, **ANSWER)
    assert (told["kind"], told["author"], told["body"], told["is_mine"]) == ("reply", "Sam F.", ANSWER["body"], True)
    assert Incident.objects.get(pk=incident.pk).status == "acknowledged"
    assert last_event(incident).act == "incident_acknowledged"


def test_the_reporter_writes_and_is_answered(cara, sam):
    incident = stories.answered(cara, sam)
    asked = post(cara, address(incident, "messages/"), expect=201, **WORDS)
    assert (asked["kind"], last_event(incident).act) == ("reporter", "reporter_wrote")
    told = post(sam, address(incident, "messages/"), expect=201, **ANSWER)
    assert (told["id"], last_event(incident).act) != (asked["id"], "reporter_wrote")
    kinds = [message["kind"] for message in get(cara, address(incident, "messages/"))["results"]]
    assert kinds == ["receipt", "reply", "reporter", "reply"]


def test_more_time_is_promised_to_the_minute(cara, sam):
    incident = stories.submitted(cara)
    promised = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=5)
    holding = ANSWER | {"kind": "holding"}
    told = post(sam, address(incident, "messages/"), expect=201, promised_at=promised.isoformat(), **holding)
    assert datetime.datetime.fromisoformat(told["promised_at"]) == promised
    assert Message.objects.get(pk=told["id"]).promised_at == promised
    refused = post(sam, address(incident, "messages/"), expect=400, **holding)
    assert list(refused["errors"]) == ["promise"]


def test_the_same_message_again_is_sent_once(cara, sam):
    incident = stories.submitted(cara)
    first = posted(sam, address(incident, "messages/"), ANSWER, key="m-1")
    second = posted(sam, address(incident, "messages/"), ANSWER, key="m-1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert incident.messages.filter(kind="reply").count() == 1
    assert AuditEvent.objects.filter(chain=f"incident:{incident.pk}", act="incident_acknowledged").count() == 1
    different = posted(sam, address(incident, "messages/"), ANSWER | {"body": "Else"}, key="m-1")
    assert (different.status_code, different.json()["code"]) == (409, "sent_differently")
    assert incident.messages.filter(kind="reply").count() == 1


@pytest.mark.parametrize("name", ["messages/", "addenda/"])
def test_who_may_not_is_refused_and_an_outsider_finds_nothing(cara, sam, rita, olly, name):
    incident = stories.answered(cara, sam)
    before = counted()
    post(rita, address(incident, name), expect=403)
    post(olly, address(incident, name), expect=404, **ANSWER, text="x")
    assert counted() == before


@pytest.mark.parametrize(
    ("name", "fields", "wrong"),
    [
        ("messages/", ANSWER | {"body": " \n "}, ["body"]),
        ("messages/", ANSWER | {"language": "xx", "kind": "shout"}, ["kind", "language"]),
        ("messages/", {}, ["body", "kind", "language"]),
        ("messages/", ANSWER | {"body": "x" * 20_001}, ["body"]),
        ("messages/", ANSWER | {"body": {"deep": 1}}, ["body"]),
        ("addenda/", {"language": "en"}, ["text"]),
        ("addenda/", ADDED | {"corrects": "nothing"}, ["corrects"]),
    ],
)
def test_faults_are_said_by_field_and_nothing_happens(cara, sam, name, fields, wrong):
    incident = stories.submitted(cara)
    before = counted()
    told = posted(sam, address(incident, name), fields)
    assert (told.status_code, sorted(told.json()["errors"])) == (400, wrong)
    assert counted() == before


def test_a_finished_conversation_says_so(cara, sam):
    incident = stories.closed(cara, sam)
    cara.language = "hu"
    cara.save()
    told = post(sam, address(incident, "messages/"), expect=409, kind="reply", **WORDS)
    assert [reason["code"] for reason in told["missing"]] == ["conversation_over"]
    told = post(cara, address(stories.withdrawn(cara), "messages/"), expect=409, **WORDS)
    assert told["missing"] == [
        {"code": "conversation_over", "text": "Ez a beszélgetés lezárult. Kérjük, írjon új kérdést."}
    ]
    told = post(sam, address(incident, "addenda/"), expect=409, **ADDED)
    assert told["code"] == "wrong_status"
    assert "Sam F." in told["first"]


def test_what_is_added_stands_beside_the_report(cara, sam, rita):
    incident = stories.answered(cara, sam)
    step = incident.answers.get(clause__number=3)
    first = post(cara, address(incident, "addenda/"), expect=201, **ADDED)
    second = post(
        sam, address(incident, "addenda/"), expect=201, text="Fekete says so", language="en", corrects=str(step.pk)
    )
    assert (first["corrects_step"], second["corrects_step"]) == (None, 3)
    listed = get(cara, address(incident, "addenda/"))
    assert [row["id"] for row in listed["results"]] == [first["id"], second["id"]]
    assert listed["next"] is None
    assert "Fekete" not in get(rita, address(incident, "addenda/"))["results"][1]["text"]
    assert [event.act for event in AuditEvent.objects.filter(chain=f"incident:{incident.pk}").order_by("-seq")[:2]] == [
        "information_added"
    ] * 2


def test_the_same_addition_again_is_made_once(cara, sam):
    incident = stories.submitted(cara)
    for _ in range(3):
        post(cara, address(incident, "addenda/"), expect=201, key="a-1", **ADDED)
    assert Addendum.objects.filter(incident=incident).count() == 1


def test_a_long_conversation_comes_in_parts(cara, sam, monkeypatch):
    monkeypatch.setattr(conversation, "MOST", 2)
    incident = stories.answered(cara, sam)
    for number in range(3):
        post(cara, address(incident, "messages/"), expect=201, body=f"Word {number}", language="en")
    found, place = [], address(incident, "messages/")
    while place:
        told = get(sam, place)
        found += [row["id"] for row in told["results"]]
        place = told["next"]
    assert found == [str(key) for key in incident.messages.values_list("pk", flat=True)]
    assert len(found) == 5


def test_a_place_that_is_not_in_the_list_is_said_to_be_wrong(cara, sam):
    incident = stories.submitted(cara)
    told = get(sam, address(incident, "messages/"), expect=400, after="nowhere")
    assert list(told["errors"]) == ["after"]
    assert places.read("nowhere") is None

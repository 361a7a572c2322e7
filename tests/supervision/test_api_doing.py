"""Every verb and act by API: who may, in which order it is refused, and that a repetition does nothing twice."""

import datetime

import pytest
from django.utils import timezone

from audit.models import AuditEvent
from boundaries.models import Access, Incident
from supervision.forms import VERBS
from supervision.models import Message
from tests import stories
from tests.supervision.asking import address, get, post, posted
from tests.supervision.test_acting import DEEDS, EVERY, counted, last_event, story

pytestmark = pytest.mark.django_db
ANSWER = {"kind": "reply", "body": "Thank you, Cara.", "language": "en"}


def sent(fields):
    return {name: str(value) for name, value in fields.items()}


@EVERY
def test_the_one_who_may_does_it_and_it_is_proven(name, cast):
    deed, incident, fields = story(name, cast)
    told = post(cast[deed.by], address(incident, f"{name}/"), **sent(fields))
    incident = Incident.objects.get(pk=incident.pk)
    assert (told["reference"], told["status"]) == (incident.reference, deed.status)
    assert incident.status == deed.status
    assert told["detail"]
    event = last_event(incident)
    assert (event.act, event.actor_id) == (deed.event, cast[deed.by].pk)


@EVERY
def test_an_outsider_finds_nothing(name, cast):
    _deed, incident, fields = story(name, cast)
    before = counted()
    assert post(cast["olly"], address(incident, f"{name}/"), expect=404, **sent(fields))["code"] == "not_found"
    assert counted() == before


@EVERY
def test_who_sees_it_and_may_not_is_refused_before_any_reason_or_fault(name, cast):
    deed, incident, _fields = story(name, cast)
    before = counted()
    told = post(cast[deed.unprivileged], address(incident, f"{name}/"), expect=403)
    assert set(told) == {"code", "detail"}
    assert counted() == before


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, deed in DEEDS.items() for field in deed.missing])
def test_what_is_missing_is_said_by_field_and_nothing_happens(name, field, cast):
    deed, incident, fields = story(name, cast)
    before = counted()
    fields = {key: value for key, value in sent(fields).items() if key != field}
    told = post(cast[deed.by], address(incident, f"{name}/"), expect=400, **fields)
    assert (told["code"], list(told["errors"])) == ("invalid", [field])
    assert counted() == before


@EVERY
def test_the_same_request_again_does_it_once(name, cast):
    deed, incident, fields = story(name, cast)
    first = posted(cast[deed.by], address(incident, f"{name}/"), sent(fields), key="mine-1")
    done = counted()
    second = posted(cast[deed.by], address(incident, f"{name}/"), sent(fields), key="mine-1")
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == first.json()
    assert second["Idempotency-Replayed"] == "true"
    assert counted() == done
    chains = (f"incident:{incident.pk}", f"access:{incident.pk}")
    assert AuditEvent.objects.filter(chain__in=chains, act=deed.event).count() == 1


@pytest.mark.parametrize("name", [name for name in DEEDS if name in VERBS])
def test_whoever_comes_second_is_told_who_was_first(name, cast):
    deed, incident, fields = story(name, cast)
    post(cast[deed.by], address(incident, f"{name}/"), **sent(fields))
    before = counted()
    told = post(cast[deed.by], address(incident, f"{name}/"), expect=409, **sent(fields))
    assert [reason["code"] for reason in told["missing"]] == ["wrong_status"]
    assert cast[deed.by].short_name in told["first"]
    assert counted() == before


def test_two_who_answer_at_once_make_one_answer(cara, sam, lena):
    incident = stories.submitted(cara)
    post(sam, address(incident, "acknowledge/"), **ANSWER)
    told = post(lena, address(incident, "acknowledge/"), expect=409, **ANSWER)
    assert "Sam F." in told["first"]
    assert Message.objects.filter(incident=incident, kind="reply").count() == 1


def test_every_reason_comes_with_its_code_and_a_sentence_in_the_callers_language(cara, sam):
    sam.language = "hu"
    sam.save()
    incident = stories.submitted(cara, safety_concern="yes")
    post(sam, address(incident, "acknowledge/"), kind="holding", body="Később", language="hu", promised_at=_soon())
    told = post(sam, address(incident, "resolve/"), expect=409)
    codes = ["answer_missing", "deadline_open", "safety_not_decided", "full_answer_missing", "goal_missing"]
    assert [reason["code"] for reason in told["missing"]] == codes
    sentences = {reason["code"]: reason["text"] for reason in told["missing"]}
    assert sentences["answer_missing"] == "A bejelentő utolsó üzenetére még nem érkezett válasz."
    assert told["detail"] == " ".join(reason["text"] for reason in told["missing"])
    assert "first" not in told


def test_the_record_names_the_same_reasons_before_anybody_tries(cara, sam):
    incident = stories.submitted(cara, safety_concern="yes")
    post(sam, address(incident, "acknowledge/"), **ANSWER)
    acts = {act["name"]: act["missing"] for act in get(sam, address(incident))["acts"]}
    refused = post(sam, address(incident, "resolve/"), expect=409)
    assert acts["resolve"] == refused["missing"]
    assert acts["escalate"] == []


def test_a_door_lets_somebody_act_as_long_as_it_is_open(cara, sam, tom):
    incident = stories.answered(cara, sam)
    door = Access.objects.create(incident=incident, user=tom, basis="cover")
    told = post(tom, address(incident, "answer/"), **ANSWER)
    assert (told["status"], bool(told["acts"])) == ("acknowledged", True)
    door.delete()
    assert post(tom, address(incident, "answer/"), expect=404, **ANSWER)["code"] == "not_found"


@pytest.mark.parametrize("name", ["submit", "discard", "breach", "save", "delete", "open", "export"])
def test_an_unknown_verb_does_not_exist(cara, sam, name):
    incident = stories.submitted(cara)
    assert post(sam, address(incident, f"{name}/"), expect=404)["code"] == "not_found"


@pytest.mark.parametrize("content", [[], "text", 7, None])
def test_what_is_no_object_is_refused_after_everything_else(cara, sam, rita, content):
    incident = stories.submitted(cara)
    assert posted(rita, address(incident, "acknowledge/"), content).status_code == 403
    assert posted(sam, address(incident, "acknowledge/"), content).status_code == 400


def test_nothing_remains_when_the_event_cannot_be_written(cara, sam, monkeypatch):
    incident = stories.submitted(cara)
    before = counted()

    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        posted(sam, address(incident, "acknowledge/"), ANSWER, key="again")
    monkeypatch.undo()
    assert counted() == before
    post(sam, address(incident, "acknowledge/"), key="again", **ANSWER)
    assert Incident.objects.get(pk=incident.pk).status == "acknowledged"


def _soon():
    return (timezone.now() + datetime.timedelta(hours=3)).isoformat()


def test_an_exception_that_nobody_approved_is_refused_by_its_code(cara, sam, lena):
    incident = stories.ready(cara, sam)
    fields = stories.RESULT | {"outcome": "exception_agreed", "body": "This is the result.", "language": "en"}
    told = post(sam, address(incident, "resolve/"), expect=409, **fields)
    assert [row["code"] for row in told["missing"]] == ["exception_not_approved"]
    step = str(incident.protocol_version.clauses.first().pk)
    asked = {"clause": step, "purpose": "Free nights", "done_instead": "Forwarded calls"}
    post(sam, address(incident, "exceptions/"), **asked)
    refused = {"decision": "refused", "reason": "The office line was there."}
    post(lena, address(incident, "decide-exception/"), **refused)
    [line] = get(sam, address(incident))["exceptions"]
    assert (line["is_approved"], line["purpose"], line["reason"]) == (False, "Free nights", "The office line was there.")
    assert get(cara, address(incident))["exceptions"] == []

"""Hints: said softly, dismissed with one press, silent where safety comes first, and nobody is ever stopped (B-SV-12, 15)."""

import datetime

import pytest

from boundaries.models import Incident
from policies.models import ServiceStandard
from supervision import hints
from supervision.models import Message
from tests import stories
from tests.supervision.asking import address as api
from tests.supervision.asking import post
from tests.supervision.pages import address, browser, page

pytestmark = pytest.mark.django_db
QUESTION = "No question in this reply."
PACING = "has not been read yet"
DURABLE = "Will this still hold"
REPLY = {"kind": "reply", "body": "Keep the number private.", "language": "en", "hints": "shown"}


def sent(incident):
    return incident.messages.filter(kind="reply", body=REPLY["body"]).count()


def test_question_hint(cara, sam):
    incident = stories.submitted(cara)
    client = browser(sam)
    answer = client.post(address(incident, "acknowledge"), REPLY)
    assert answer.status_code == 200
    assert QUESTION in answer.content.decode()
    assert REPLY["body"] in answer.content.decode()
    assert sent(incident) == 0
    answer = client.post(address(incident, "acknowledge"), REPLY | {"anyway": "1"})
    assert (answer.status_code, sent(incident)) == (302, 1)


@pytest.mark.parametrize(
    "fields", [{"safety_concern": "yes"}, {"safety_concern": "unsure"}, {"event": "theft_or_exploitation"}]
)
def test_no_hint_in_safety_cases(cara, sam, lena, fields):
    incident = stories.submitted(cara, **fields)
    client = browser(lena)
    text = client.get(address(incident, "acknowledge")).content.decode()
    assert DURABLE not in text
    assert client.post(address(incident, "acknowledge"), REPLY).status_code == 302
    assert sent(incident) == 1


@pytest.mark.parametrize("contact_type", ["informative", "urgent"])
def test_where_a_fact_was_asked_for_or_help_at_once_every_hint_is_silent(cara, sam, contact_type):
    incident = stories.answered(cara, by=sam)
    Incident.objects.filter(pk=incident.pk).update(contact_type=contact_type)
    incident = Incident.objects.get(pk=incident.pk)
    assert hints.before_sending(incident, "reply", "A fact.") == []
    assert [hint.key for hint in hints.before_writing(incident)] == []


@pytest.mark.parametrize(("kind", "body"), [("reply", "What would help you?"), ("question", "Tell me"), ("holding", "Soon")])
def test_a_question_and_what_is_no_reply_need_no_hint(cara, sam, kind, body):
    assert hints.before_sending(stories.submitted(cara), kind, body) == []


def test_a_program_is_never_held_up(cara, sam):
    incident = stories.submitted(cara)
    words = {name: value for name, value in REPLY.items() if name != "hints"}
    post(sam, api(incident, "acknowledge/"), **words)
    assert sent(incident) == 1


def test_a_hint_says_nothing_while_something_is_missing(cara, sam):
    incident = stories.submitted(cara)
    text = browser(sam).post(address(incident, "acknowledge"), REPLY | {"body": ""}).content.decode()
    assert 'id="errors"' in text
    assert QUESTION not in text


def test_once_dismissed_none_comes_again_in_this_conversation(cara, sam):
    first, second = stories.submitted(cara), stories.submitted(cara)
    client = browser(sam)
    assert DURABLE in client.get(address(first, "acknowledge")).content.decode()
    text = client.post(address(first, "acknowledge"), REPLY | {"dismiss": "1", "body": "Half a"}).content.decode()
    assert "Half a</textarea>" in text
    assert DURABLE not in text
    assert client.post(address(first, "acknowledge"), REPLY).status_code == 302
    assert DURABLE in client.get(address(second, "acknowledge")).content.decode()


# -- pacing -----------------------------------------------------------------------------------------------------


def test_pacing_hint(cara, sam):
    incident = stories.answered(cara, by=sam)
    text = page(sam, address(incident, "answer"))
    assert PACING in text
    assert "Keep as draft" in text
    page(cara, address(incident))  # now it is read
    assert PACING not in page(sam, address(incident, "answer"))


def test_no_pacing_hint_when_reply_due(cara, sam):
    incident = stories.answered(cara, by=sam)
    stories.record(incident, "write", by=cara, body="And?", language="hu")
    assert not hints.last_word_is_unread(incident)
    assert PACING not in page(sam, address(incident, "answer"))
    assert PACING not in page(sam, address(stories.submitted(cara), "acknowledge"))


def test_after_the_time_for_reading_nobody_is_asked_to_wait(cara, sam):
    incident = stories.answered(cara, by=sam)
    assert hints.last_word_is_unread(incident)
    hours = ServiceStandard.at(incident.organisation_id).reading_hours
    later = incident.messages.get(kind="reply").sent_at + datetime.timedelta(hours=hours, minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hints.timezone, "now", lambda: later)
        assert not hints.last_word_is_unread(incident)


def test_the_durable_hint_stands_beside_every_answer_and_nothing_is_sent_by_looking(cara, sam):
    incident = stories.submitted(cara)
    before = Message.objects.count()
    assert DURABLE in page(sam, address(incident, "acknowledge"))
    assert Message.objects.count() == before

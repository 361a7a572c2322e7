"""Signs, gentle words and read marks: attention that is no answer (B-BG-16, B-SV-14, B-CS-16)."""

import pytest
from django.core.exceptions import ValidationError

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from policies.builtin import prepared_text
from supervision.models import Message, Notice
from tests import stories
from tests.supervision.asking import address as api
from tests.supervision.asking import get, post
from tests.supervision.owing import owed
from tests.supervision.pages import address, page, send

pytestmark = pytest.mark.django_db
SIGN = {"kind": "sign", "body": "Read, thank you", "language": "en"}
GENTLE = {"kind": "follow_up", "body": "No need to answer.", "language": "en"}


def refused(incident, act, by, **details):
    with pytest.raises(NotNow) as refusal:
        record(incident, act, by=by, **details)
    return refusal.value.reasons


def test_sign_does_not_meet_deadline(cara, sam):
    incident = stories.submitted(cara)
    due_at = owed(incident).get().due_at
    record(incident, "sign", by=sam, **SIGN)
    incident.refresh_from_db()
    assert incident.status == "submitted"
    assert owed(incident).get().due_at == due_at == incident.due_at
    assert "Read, thank you" in page(cara, address(incident))
    assert Notice.objects.get(user=cara).kind == "sign"


def test_a_sign_does_not_answer_what_must_be_answered_before_a_result(cara, sam):
    incident = stories.answered(cara, by=sam)
    record(incident, "write", by=cara, body="One more", language="hu")
    record(incident, "sign", by=sam, **SIGN)
    message = {"body": "So", "language": "en"}
    with pytest.raises(NotNow) as refusal:
        perform(incident, "resolve", by=sam, message=message, **stories.RESULT)
    assert "answer_missing" in refusal.value.reasons


def test_one_sign_is_enough_until_somebody_says_something(cara, sam):
    incident = stories.submitted(cara)
    record(incident, "sign", by=sam, **SIGN)
    assert refused(incident, "sign", sam, **SIGN) == ["signed_already"]
    record(incident, "write", by=cara, body="And?", language="hu")
    record(incident, "sign", by=sam, **SIGN)


def test_one_tap_sends_the_prepared_sign_in_the_reporters_language(cara, sam):
    incident = stories.submitted(cara)
    assert prepared_text("sign", "hu") in page(sam, address(incident))
    send(sam, address(incident, "sign"))
    said = incident.messages.get(kind="sign")
    assert (said.body, said.language, said.author) == (prepared_text("sign", "hu"), "hu", sam)


@pytest.mark.parametrize("name", ["cara", "tom", "rita", "petra"])
def test_only_who_answers_gives_signs(cast, name):
    incident = stories.answered(cast["cara"], by=cast["sam"])
    for act, words in (("sign", SIGN), ("follow_up", GENTLE)):
        with pytest.raises(NotPermitted):
            record(incident, act, by=cast[name], **words)


def test_a_gentle_word_once_into_a_silence_and_never_instead_of_an_answer(cara, sam):
    waits = stories.submitted(cara)
    assert refused(waits, "follow_up", sam, **GENTLE) == ["answer_first"]
    incident = stories.answered(cara, by=sam)
    record(incident, "follow_up", by=sam, **GENTLE)
    assert refused(incident, "follow_up", sam, **GENTLE) == ["followed_up"]
    record(incident, "write", by=cara, body="Thank you", language="hu")
    record(incident, "answer", by=sam, **stories.message())
    record(incident, "follow_up", by=sam, **GENTLE)
    assert not owed(incident).exists()


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_nothing_is_said_after_the_end(cara, sam, end):
    incident = stories.closed(cara, by=sam) if end == "closed" else stories.withdrawn(cara)
    for act, words in (("sign", SIGN), ("follow_up", GENTLE)):
        assert refused(incident, act, sam, **words) == ["conversation_over"]
    text = send(sam, address(incident, "sign"), status=409, body="My own words")
    assert "My own words" in text


def test_welcome_and_note_of_a_call_are_answers_from_end_to_end(cara, sam):
    incident = stories.submitted(cara)
    send(sam, address(incident, "acknowledge"), kind="welcome", body="Hello Cara", language="en")
    assert not owed(incident).exists()
    record(incident, "write", by=cara, body="And now?", language="hu")
    send(sam, address(incident, "answer"), kind="call_note", body="We spoke at noon", language="en")
    assert not owed(incident).exists()
    text = page(cara, address(incident))
    assert text.index("Hello Cara") < text.index("And now?") < text.index("We spoke at noon")


# -- read signs -------------------------------------------------------------------------------------------------


def test_what_one_side_says_is_read_when_the_other_opens_the_thread(cara, sam, rita):
    incident = stories.answered(cara, by=sam)
    reply = incident.messages.get(kind="reply")
    for person in (sam, rita):
        page(person, address(incident))
        reply.refresh_from_db()
        assert reply.read_at is None
    page(cara, address(incident))
    reply.refresh_from_db()
    read_at = reply.read_at
    assert read_at is not None
    page(cara, address(incident))
    reply.refresh_from_db()
    assert reply.read_at == read_at


def test_the_reporter_sees_that_she_was_read(cara, sam, rita):
    incident = stories.submitted(cara)
    record(incident, "write", by=cara, body="One more", language="hu")
    page(rita, address(incident))
    mine = get(cara, api(incident, "messages/"))["results"][-1]
    assert mine["read_at"] is None
    get(sam, api(incident, "messages/"))
    mine = get(cara, api(incident, "messages/"))["results"][-1]
    assert mine["read_at"] is not None
    cara.language = "en"
    cara.save()
    assert "· read" in page(cara, address(incident))


def test_a_sign_marks_what_it_answers_as_read(cara, sam):
    incident = stories.submitted(cara)
    record(incident, "write", by=cara, body="One more", language="hu")
    post(sam, api(incident, "sign/"))
    assert incident.messages.get(kind="reporter").read_at is not None
    assert not Message.objects.filter(kind="sign", read_at__isnull=False).exists()


def test_an_empty_word_from_the_door_is_refused(cara, sam):
    incident = stories.submitted(cara)
    with pytest.raises(ValidationError):
        record(incident, "sign", by=sam, **SIGN | {"body": " "})
    assert not incident.messages.filter(kind="sign").exists()

"""The conversation: what may be said by whom, holding replies that promise, and words that stay as they were said."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from policies.models import ServiceStandard
from supervision.models import Message
from tests import stories


def holding(hours):
    return stories.message(kind="holding", promised_at=timezone.now() + datetime.timedelta(hours=hours))


def test_to_acknowledge_is_to_answer(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message())
    said = incident.messages.last()
    assert (said.author, said.kind, said.body) == (sam, "reply", "Thank you for telling us, Cara.")
    assert incident.acknowledged_at is not None


def test_there_is_no_other_way_to_answer_first(cara, sam):
    incident = stories.submitted(cara)
    with pytest.raises(NotNow) as refusal:
        record(incident, "answer", by=sam, **stories.message())
    assert refusal.value.reasons == ["acknowledge_first"]


def test_more_frequent_answers_are_always_possible(cara, sam):
    incident = stories.answered(cara, by=sam)
    for _ in range(3):
        record(incident, "answer", by=sam, **stories.message())
    assert incident.messages.filter(author=sam).count() == 4


@pytest.mark.parametrize("kind", [*sorted(set(Message.Kind.values) - set(Message.ANSWERS)), "", "sign", None])
def test_only_an_answer_is_an_answer(cara, sam, kind):
    incident = stories.answered(cara, by=sam)
    with pytest.raises(ValidationError):
        record(incident, "answer", by=sam, **stories.message(kind=kind))


@pytest.mark.parametrize("body", ["", "   ", "\n\t", "x" * 20_001])
def test_nothing_and_far_too_much_are_refused(cara, sam, body):
    incident = stories.answered(cara, by=sam)
    with pytest.raises(ValidationError):
        record(incident, "answer", by=sam, **stories.message(body))
    with pytest.raises(ValidationError):
        record(incident, "write", by=cara, body=body, language="hu")


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "\u202etxt", "👩🏽‍🦽", "Ünïcödé їжак", "a" * 20_000])
def test_hostile_and_foreign_words_are_kept_as_they_were_written(cara, body):
    incident = stories.submitted(cara)
    record(incident, "write", by=cara, body=body, language="hu")
    assert incident.messages.last().body == body


def test_a_holding_reply_promises_and_its_promise_is_owed_by_whoever_is_responsible(cara, sam):
    message = holding(48)
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=message)
    row = incident.deadlines.open().get()
    assert (row.kind, row.due_at, row.owner) == ("promise", message["promised_at"], sam)
    assert incident.due_at == row.due_at


@pytest.mark.parametrize("promised", [None, -1, 0, 72.1])
def test_a_promise_lies_ahead_and_within_the_standard(cara, sam, promised):
    incident = stories.submitted(cara)
    message = stories.message(kind="holding") if promised is None else holding(promised)
    with pytest.raises(ValidationError):
        perform(incident, "acknowledge", by=sam, message=message)


def test_not_a_third_holding_reply_in_a_row(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=holding(1))
    record(incident, "answer", by=sam, **holding(2))
    with pytest.raises(ValidationError):
        record(incident, "answer", by=sam, **holding(3))
    record(incident, "answer", by=sam, **stories.message())
    record(incident, "answer", by=sam, **holding(3))


def test_the_standard_says_how_long_and_how_often(cara, sam):
    ServiceStandard.objects.create(organisation=cara.organisation, holding_max_hours=2, holding_max_in_row=1)
    incident = stories.submitted(cara)
    with pytest.raises(ValidationError):
        perform(incident, "acknowledge", by=sam, message=holding(3))
    perform(incident, "acknowledge", by=sam, message=holding(1))
    with pytest.raises(ValidationError):
        record(incident, "answer", by=sam, **holding(1))


def test_a_promise_on_another_kind_of_answer_means_nothing(cara, sam):
    message = holding(5) | {"kind": "reply"}
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=message)
    assert not incident.deadlines.open().exists()
    assert incident.messages.last().promised_at is None


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_a_conversation_that_is_over_is_over_for_everybody(cara, sam, end):
    incident = stories.closed(cara, by=sam) if end == "closed" else stories.withdrawn(cara)
    for name, person, words in (
        ("write", cara, {"body": "And?", "language": "hu"}),
        ("answer", sam, stories.message()),
    ):
        with pytest.raises(NotNow) as refusal:
            record(incident, name, by=person, **words)
        assert refusal.value.reasons == ["conversation_over"]


def test_nobody_writes_in_a_draft_or_in_anothers_conversation(cara, sam, tom, petra):
    with pytest.raises(NotNow):
        record(stories.draft(cara), "write", by=cara, body="Hello", language="hu")
    incident = stories.answered(cara, by=sam)
    for person in (sam, tom, petra):
        with pytest.raises(NotPermitted):
            record(incident, "write", by=person, body="Hello", language="en")


def test_what_the_system_says_is_in_the_reporters_language(cara, sam, lena):
    incident = stories.escalated(cara, by=sam, to=lena)
    by_system = incident.messages.filter(author=None)
    assert {message.kind for message in by_system} == {"receipt", "notice"}
    assert {message.language for message in by_system} == {"hu"}


def test_there_is_one_receipt_with_reference_and_time(cara, sam):
    incident = stories.submitted(cara)
    receipt = incident.messages.get(kind="receipt")
    assert incident.reference in receipt.body


def test_a_result_waits_for_an_answer_to_the_last_message_and_a_promise_is_none(cara, sam):
    incident = stories.ready(cara, by=sam)
    record(incident, "write", by=cara, body="One more", language="hu")
    message = {"body": "So", "language": "en"}
    with pytest.raises(NotNow) as refusal:
        perform(incident, "resolve", by=sam, message=message, **stories.RESULT)
    assert set(refusal.value.reasons) == {"answer_missing", "deadline_open"}
    record(incident, "answer", by=sam, **holding(1))
    with pytest.raises(NotNow) as refusal:
        perform(incident, "resolve", by=sam, message=message, **stories.RESULT)
    assert set(refusal.value.reasons) == {"answer_missing", "deadline_open"}
    record(incident, "answer", by=sam, **stories.message())
    assert perform(incident, "resolve", by=sam, message=message, **stories.RESULT).status == "resolved"

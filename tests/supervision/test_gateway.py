"""Text messages and phone calls at night: handed to a gateway on loopback, without content, and what happens when it fails."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from audit.door import perform, record
from audit.models import OutboxItem
from config.gateways import checked, token
from supervision import clock, gateways
from supervision.models import OnCallShift
from tests import stories
from tests.parts.receiver import answer
from tests.supervision.nights import AS_SENT, on_call, passes

URGENT = {"safety_concern": "yes"}
PLANTED = "planted-words-of-the-report"


def work():
    call_command("worker", "--once")


def items(channel):
    return OutboxItem.objects.filter(channel=channel).order_by("created_at", "id")


@pytest.fixture
def alarmed(cara, sam, tom, lena, client_k, night, gateway, mailbox):
    """Tom is on call with the duty phone, and an urgent report has come."""
    on_call(tom, lena)
    return stories.submitted(cara, client=client_k, what_happened=PLANTED, **URGENT)


def test_whoever_is_on_call_gets_a_text_message_in_her_language_and_without_content(alarmed, tom, gateway, settings):
    work()
    [request] = gateway.requests
    item = items("text").get()
    alarm = item.payload["alarm"]
    assert (request.target, request.headers["authorization"]) == ("/text", "Bearer a-token-of-the-operator")
    assert request.headers["idempotency-key"] == str(item.pk)
    assert set(request.said) == {"id", "channel", "to", "language", "text"}
    assert (request.said["to"], request.said["language"], request.said["channel"]) == (AS_SENT, "cs", "text")
    assert f"{settings.SITE_URL}/alarms/{alarm}/" in request.said["text"]
    assert item.sent_at is not None


def test_nothing_that_leaves_says_what_was_reported_or_by_whom(alarmed, gateway, mailbox, night):
    work()
    passes(night, 5, 20)
    work()
    sent = [json.dumps(request.said, ensure_ascii=False) for request in gateway.requests]
    sent += [part.get_content() for mail in mailbox.messages for part in mail.iter_parts()]
    assert len(sent) >= 6
    for text in sent:
        for secret in (PLANTED, stories.VERBATIM, "Ilona", "K-031", "Cara", "phone_number"):
            assert secret not in text


def test_nobody_without_the_duty_phone_is_texted(alarmed, gateway, sam):
    work()
    assert {request.said["to"] for request in gateway.requests} == {AS_SENT}
    assert not OutboxItem.objects.filter(recipient_id=sam.pk).exclude(channel="mail").exists()


def test_the_phone_rings_from_the_first_repetition_on(alarmed, gateway, night):
    work()
    passes(night, 5)
    work()
    assert sorted(request.target for request in gateway.requests) == ["/text", "/text", "/voice"]
    [spoken] = [request for request in gateway.requests if request.target == "/voice"]
    assert "http" not in spoken.said["text"]


def test_the_number_stands_in_no_outbox_row(alarmed):
    assert AS_SENT not in json.dumps(list(OutboxItem.objects.values_list("payload", flat=True)))
    assert AS_SENT.encode() not in bytes(OnCallShift.objects.get().duty_phone_encrypted)


def test_without_a_gateway_there_is_mail_alone(cara, sam, tom, lena, night, settings):
    settings.TEXT_GATEWAY_URL = settings.VOICE_GATEWAY_URL = ""
    on_call(tom, lena)
    stories.submitted(cara, **URGENT)
    passes(night, 5)
    assert set(OutboxItem.objects.values_list("channel", flat=True)) == {"mail"}


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408, 301])
def test_a_gateway_that_cannot_now_is_asked_again_under_the_same_key(alarmed, gateway, night, time_machine, status):
    gateway.answers = [answer(status), answer(202)]
    work()
    item = items("text").get()
    assert (item.attempts, item.sent_at, item.parked_at, item.last_error) == (1, None, None, "GatewayFailedError")
    time_machine.move_to(item.due_at, tick=False)
    work()
    first, second = gateway.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body
    assert items("text").get().sent_at is not None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_what_a_gateway_refuses_is_parked_and_says_so(alarmed, gateway, status):
    gateway.answers = [answer(status)]
    work()
    item = items("text").get()
    assert (item.parked_at is not None, item.last_error) == (True, f"HTTP {status}")


def test_after_eight_failures_it_is_parked(alarmed, gateway, time_machine):
    gateway.answers = [answer(500)]
    for _ in range(8):
        time_machine.move_to(items("text").first().due_at, tick=False)
        work()
    item = items("text").first()
    assert (item.attempts, item.parked_at is not None) == (8, True)


def test_a_gateway_that_hangs_keeps_nobody_and_mails_still_go(alarmed, gateway, mailbox, monkeypatch):
    monkeypatch.setattr(gateways, "SECONDS", 0.2)
    gateway.between, gateway.answers = 1, [answer(202)]  # a letter of the answer every second
    work()
    assert items("text").get().last_error == "GatewayFailedError"
    assert items("mail").filter(sent_at=None).count() == 0


def test_nobody_at_the_address_is_a_failure_that_is_tried_again(alarmed, settings):
    settings.TEXT_GATEWAY_URL = "http://127.0.0.1:1/"
    work()
    assert items("text").get().attempts == 1


def test_what_was_answered_meanwhile_is_not_sent(alarmed, gateway, sam):
    perform(alarmed, "acknowledge", by=sam, message=stories.message())
    work()
    assert gateway.requests == []
    assert items("text").get().parked_at is not None


def test_a_repetition_is_not_sent_once_somebody_took_it_on(alarmed, gateway, lena, tom, night):
    work()
    night(5)
    clock.run()
    record(alarmed, "acknowledge_alarm", by=tom)
    work()
    assert len(gateway.requests) == 1


def test_after_the_shift_the_duty_phone_rings_for_nobody(alarmed, gateway, night):
    night(6 * 60)
    work()
    assert gateway.requests == []


@pytest.mark.parametrize("number", ["+36 1 555 01 02", "+36-1-555-01-02", "+36 (1) 555.01.02", "+36\u00a015550102"])
def test_a_number_is_sent_as_gateways_want_it(tom, lena, night, number):
    assert on_call(tom, lena, duty_phone=number).duty_phone == AS_SENT


@pytest.mark.parametrize(
    "address",
    ["ftp://sms.example/", "http://sms.example/", "http://10.0.0.7/", "https://", "https://u:p@sms.example/",
     "https://sms.example/\r\nX: 1", "https://sms.example/a b", "https://sms.example:port/", "sms.example", "https://sms.example/#x"],
)  # fmt: skip
def test_an_address_that_is_not_safe_is_refused_at_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="DOORSTEP_TEXT_GATEWAY_URL"):
        checked("DOORSTEP_TEXT_GATEWAY_URL", address)


SAFE = ["", "https://sms.example/v1/send?from=doorstep", "http://127.0.0.1:9000/", "http://[::1]:9/", "http://localhost/"]


@pytest.mark.parametrize("address", SAFE)
def test_an_address_with_tls_or_on_this_machine_is_taken(address):
    assert checked("X", address) == address


@pytest.mark.parametrize("text", ["two words", "line\r\nX-Evil: 1", "žeton"])
def test_a_token_that_no_header_carries_is_refused(text):
    with pytest.raises(ImproperlyConfigured):
        token("X", text)

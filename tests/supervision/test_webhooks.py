"""Webhooks: each event once, signed, without content, to whoever listens for it; and what happens when it fails."""

import base64
import hashlib
import hmac
import time

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.door import perform
from audit.models import AuditEvent, OutboxItem
from supervision import delivery
from supervision.models import Webhook
from supervision.webhooks import acts, delivering, sending
from supervision.webhooks.announcing import EVENTS
from tests import stories
from tests.parts.receiver import answer


def waiting():
    return OutboxItem.objects.filter(channel="webhook", sent_at=None, parked_at=None)


def work():
    call_command("worker", "--once")


def again(time_machine):
    """When the next attempt is due."""
    time_machine.move_to(waiting().order_by("due_at").first().due_at)
    time_machine.shift(1)
    work()


def is_genuine(request, secret):
    signed = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in request.headers["webhook-signature"].split()


def test_an_event_is_told_with_reference_and_time_and_nothing_else(cara, sam, client_k, mailbox, webhook, receiver):
    incident = stories.submitted(cara, client=client_k)
    item = waiting().get()
    work()
    [request] = receiver.requests
    assert request.target == "/hooks?from=doorstep"
    assert request.headers["content-type"] == "application/json"
    assert request.said == {
        "id": str(item.pk),
        "event": "incident_submitted",
        "reference": incident.reference,
        "at": item.payload["at"],
        "organisation": str(incident.organisation_id),
    }
    webhook.refresh_from_db()
    assert webhook.delivered_at is not None
    assert not waiting().exists()


def test_what_comes_is_signed_as_standard_webhooks_are(cara, sam, mailbox, webhook, receiver):
    stories.submitted(cara)
    work()
    [request] = receiver.requests
    assert is_genuine(request, webhook.secret)
    assert not is_genuine(request, "whsec_" + base64.b64encode(b"another secret").decode())
    assert request.headers["webhook-id"] == request.said["id"]
    assert abs(int(request.headers["webhook-timestamp"]) - time.time()) < 60


def test_the_example_of_the_specification_gives_its_signature():
    """Published with Standard Webhooks, so that two programs by two people agree."""
    from supervision.webhooks.signing import signature

    secret, key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert (
        signature(secret, key, 1614265330, b'{"test": 2432232314}') == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_only_chosen_events_are_told_and_only_of_ones_own_organisation(organisation, cara, sam, ada, olly, receiver):
    chosen = acts.add(organisation, ada, address=receiver.address, events=["incident_acknowledged"])
    Webhook.objects.create(organisation=olly.organisation, created_by=olly, events=list(EVENTS))
    incident = stories.submitted(cara)
    assert not waiting().exists()
    perform(incident, "acknowledge", by=sam, message=stories.message())
    assert waiting().get().recipient_id == chosen.pk


def test_what_is_rolled_back_is_not_told(cara, sam, webhook, monkeypatch):
    monkeypatch.setattr("audit.chain.append", lambda *_args, **_options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stories.submitted(cara)
    assert not waiting().exists()


def test_a_failing_receiver_is_asked_again_with_the_same_id_and_bytes(
    cara, sam, mailbox, webhook, receiver, time_machine
):
    receiver.answers = [answer(500), answer(200)]
    stories.submitted(cara)
    work()
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.fault, webhook.answered) == (1, "failed", 500)
    assert len(receiver.requests) == 1
    again(time_machine)
    first, second = receiver.requests
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert is_genuine(second, webhook.secret)
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.fault, webhook.answered) == (0, "", None)


def test_after_eight_failures_an_item_is_parked_until_somebody_tries_again(
    cara, sam, ada, mailbox, webhook, receiver, time_machine
):
    receiver.answers = [answer(503)]
    stories.submitted(cara)
    work()
    for _ in range(7):
        again(time_machine)
    assert len(receiver.requests) == 8
    assert acts.parked(webhook).count() == 1
    receiver.answers = [answer(200)]
    acts.act_on(webhook, "resume", ada)
    work()
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    assert not acts.parked(webhook).exists()


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (answer(301, "Location: http://127.0.0.1:1/"), "redirected"),
        (answer(404), "refused"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "no_answer"),
        (b"", "no_answer"),
        (b"SSH-2.0-OpenSSH\r\n", "no_answer"),
        (b"x" * 5000, "no_answer"),
    ],
)
def test_anything_but_success_is_a_failure_and_nothing_is_followed(cara, sam, mailbox, webhook, receiver, said, fault):
    receiver.answers = [said]
    stories.submitted(cara)
    work()
    webhook.refresh_from_db()
    assert (webhook.fault, len(receiver.requests)) == (fault, 1)
    assert waiting().get().last_error == "NotTaken"


def test_who_says_gone_is_switched_off_at_once(cara, sam, mailbox, webhook, receiver):
    receiver.answers = [answer(410)]
    incident = stories.submitted(cara)
    work()
    webhook.refresh_from_db()
    assert (webhook.paused_because, webhook.fault) == ("gone", "gone")
    perform(incident, "acknowledge", by=sam, message=stories.message())
    assert not waiting().exists()
    assert acts.parked(webhook).count() == 1


def test_an_answer_that_never_ends_is_not_waited_for(cara, sam, mailbox, webhook, receiver):
    receiver.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 100_000]
    receiver.holds.set()
    stories.submitted(cara)
    work()
    webhook.refresh_from_db()
    assert (webhook.delivered_at is not None, webhook.failures) == (True, 0)


def test_a_first_line_that_comes_letter_by_letter_is_given_up(cara, sam, mailbox, webhook, receiver, monkeypatch):
    """Each letter comes in time; all of them together do not."""
    monkeypatch.setattr(sending, "SECONDS", 0.4)
    receiver.between = 0.1
    stories.submitted(cara)
    work()
    webhook.refresh_from_db()
    assert (webhook.fault, webhook.delivered_at) == ("too_slow", None)


def test_nobody_at_the_address_is_a_failure_too(organisation, cara, sam, ada, mailbox):
    webhook = acts.add(organisation, ada, address="http://127.0.0.1:1/", events=EVENTS)
    stories.submitted(cara)
    work()
    webhook.refresh_from_db()
    assert webhook.fault == "unreachable"


def test_mails_go_first_and_a_slow_receiver_gets_one_turn_a_round(cara, sam, mailbox, webhook, receiver, monkeypatch):
    order = []
    monkeypatch.setattr(
        delivery,
        "channels",
        lambda: {"mail": lambda item: order.append("mail"), "webhook": lambda item: order.append("webhook") or 1 / 0},
    )
    for event in ("phone_number", "small_gift", "calls_outside_hours"):
        stories.submitted(cara, event=event)
    work()
    assert order == ["mail"] * 3 + ["webhook"]
    work()
    assert order == ["mail"] * 3 + ["webhook"] * 2


def test_webhooks_get_a_limited_time_of_each_round(cara, sam, mailbox, webhook, receiver, monkeypatch):
    monkeypatch.setattr(delivery, "SLOW_SECONDS", 0)
    stories.submitted(cara)
    work()
    assert waiting().count() == 1
    assert waiting().get().claimed_until is None


def test_what_fails_long_and_often_is_paused_and_keeps_what_happens(
    cara, sam, ada, mailbox, webhook, receiver, time_machine
):
    receiver.answers = [answer(500)]
    time_machine.move_to(timezone.now())
    incident = stories.submitted(cara)
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=delivering.FAILURES_UNTIL_PAUSED - 1, failing_since_at=timezone.now()
    )
    work()
    webhook.refresh_from_db()
    assert webhook.paused_at is None  # often, but not for long
    time_machine.shift(delivering.FAILING_UNTIL_PAUSED)
    work()
    webhook.refresh_from_db()
    assert webhook.paused_because == "failures"
    perform(incident, "acknowledge", by=sam, message=stories.message())
    calls = len(receiver.requests)
    time_machine.shift(24 * 60 * 60)
    work()
    assert (len(receiver.requests), waiting().count()) == (calls, 0)
    receiver.answers = [answer(200)]
    acts.act_on(webhook, "resume", ada)
    work()
    told = {request.said["event"] for request in receiver.requests[calls:]}
    assert told == {"incident_submitted", "incident_acknowledged"}


def test_after_a_new_secret_the_former_signs_for_a_day_as_well(
    cara, sam, ada, mailbox, webhook, receiver, time_machine
):
    former = webhook.secret
    acts.act_on(webhook, "renew", ada)
    stories.submitted(cara)
    work()
    assert is_genuine(receiver.requests[0], former)
    assert is_genuine(receiver.requests[0], Webhook.objects.get(pk=webhook.pk).secret)
    time_machine.move_to(timezone.now() + acts.FORMER_SECRET_LASTS)
    time_machine.shift(1)
    stories.submitted(cara)
    work()
    assert not is_genuine(receiver.requests[1], former)


def test_who_was_removed_is_told_nothing_more(cara, sam, ada, mailbox, webhook, receiver):
    incident = stories.submitted(cara)
    acts.act_on(webhook, "remove", ada)
    perform(incident, "acknowledge", by=sam, message=stories.message())
    work()
    assert receiver.requests == []
    webhook.refresh_from_db()
    assert (webhook.secret, webhook.former_secret) == ("", "")


def test_secret_and_address_stand_nowhere_in_plain_text(webhook, receiver, ada):
    acts.act_on(webhook, "renew", ada)
    rows = [Webhook.objects.values().get(), *AuditEvent.objects.values(), *OutboxItem.objects.values()]
    everything = b"".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for r in rows for v in r.values()
    )
    assert len(everything) > 500
    for secret in (webhook.secret, webhook.former_secret, receiver.address, str(receiver.port)):
        assert secret.encode() not in everything

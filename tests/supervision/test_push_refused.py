"""Where a push service refuses, fails or has forgotten a phone: retried, ended, and a mail goes instead, exactly once."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import push
from accounts.models import PushSubscription
from audit.models import AuditEvent, OutboxItem
from audit.models.outbox import MOST_ATTEMPTS
from supervision import delivery
from supervision.push import delivering
from tests import stories
from tests.parts.receiver import answer


def work():
    call_command("worker", "--once")


def mails(person):
    return OutboxItem.objects.filter(channel="mail", recipient_id=person.pk)


def pushed():
    return OutboxItem.objects.get(channel="push")


def again(time_machine):
    """When the next attempt is due."""
    time_machine.move_to(pushed().due_at)
    time_machine.shift(1)
    work()


@pytest.fixture
def answered(cara, sam, mailbox, own_phone):
    """Cara has an answer, and a phone."""
    phone = own_phone(cara)
    stories.answered(cara, by=sam)
    return phone


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_ended_and_a_mail_goes_instead(status, cara, answered, mailbox, receiver):
    receiver.answers = [answer(status)]
    work()
    work()
    assert not PushSubscription.objects.exists()
    assert AuditEvent.objects.filter(act="push_ended").count() == 1
    assert mails(cara).get().sent_at is not None
    assert [message["to"] for message in mailbox.messages if "cara@" in message["to"]] == ["cara@north.example"]
    assert (pushed().sent_at is not None, len(receiver.requests)) == (True, 1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_service_that_does_not_believe_us_ends_no_phone_and_a_mail_goes_at_once(status, cara, sam, answered, mailbox, receiver):
    """A wrong key or clock of ours: it would be the same tomorrow, and says nothing about the phone."""
    receiver.answers = [answer(status), answer(201)]
    work()
    work()
    assert (PushSubscription.objects.get().failed_count, len(receiver.requests)) == (1, 1)
    assert mails(cara).get().sent_at is not None
    assert not AuditEvent.objects.filter(act="push_ended").exists()
    stories.answered(cara, by=sam)
    work()
    assert (len(receiver.requests), mails(cara).count(), PushSubscription.objects.get().failed_count) == (2, 1, 0)


def test_the_next_thing_comes_by_mail_again(cara, sam, answered, receiver, mailbox):
    receiver.answers = [answer(410)]
    work()
    stories.answered(cara, by=sam)
    assert mails(cara).count() == 2


@pytest.mark.parametrize("status", [429, 500, 503, 400])
def test_a_service_that_is_busy_is_tried_again_and_nothing_is_ended(status, cara, answered, receiver, time_machine):
    receiver.answers = [answer(status), answer(status), answer(201)]
    work()
    assert (pushed().attempts, pushed().last_error, mails(cara).count()) == (1, "PushNotTakenError", 0)
    assert PushSubscription.objects.get().failed_count == 1
    again(time_machine)
    again(time_machine)
    assert pushed().sent_at is not None
    assert PushSubscription.objects.get().failed_count == 0
    assert len({request.headers["topic"] for request in receiver.requests}) == 1
    assert (len(receiver.requests), mails(cara).count()) == (3, 0)


def test_after_the_last_attempt_a_mail_goes_and_the_phone_stays(cara, answered, receiver, time_machine):
    receiver.answers = [answer(500)]
    work()
    for _ in range(MOST_ATTEMPTS - 1):
        again(time_machine)
    work()
    assert len(receiver.requests) == MOST_ATTEMPTS
    assert (pushed().sent_at is not None, mails(cara).get().sent_at is not None) == (True, True)
    assert PushSubscription.objects.get().failed_count == MOST_ATTEMPTS


def test_one_phone_that_fails_does_not_ring_the_other_twice(cara, sam, mailbox, receiver, own_phone, time_machine):
    own_phone(cara)
    own_phone(cara, "two")
    stories.answered(cara, by=sam)
    receiver.answers = [answer(201), answer(500), answer(201)]
    work()
    again(time_machine)
    assert [request.target for request in receiver.requests] == ["/push/one", "/push/two", "/push/two"]
    assert mails(cara).count() == 0


def test_one_phone_is_gone_and_the_other_was_told_no_mail(cara, sam, mailbox, receiver, own_phone):
    own_phone(cara)
    own_phone(cara, "two")
    stories.answered(cara, by=sam)
    receiver.answers = [answer(410), answer(201)]
    work()
    assert PushSubscription.objects.count() == 1
    assert mails(cara).count() == 0


def test_a_worker_that_is_killed_after_the_mail_was_written_writes_no_second(cara, answered, receiver, monkeypatch):
    receiver.answers = [answer(410)]
    monkeypatch.setattr(delivery, "_finish", lambda item, **fields: None)
    work()
    monkeypatch.undo()
    OutboxItem.objects.update(claimed_until=None)
    work()
    assert mails(cara).count() == 1
    assert pushed().sent_at is not None


def test_two_workers_with_the_same_item_write_one_mail(cara, answered, receiver):
    receiver.answers = [answer(410)]
    first, second = pushed(), pushed()
    delivering.deliver(first)
    delivering.deliver(second)
    assert mails(cara).count() == 1


def test_whoever_signed_out_hears_nothing_there_and_gets_the_mail(cara, answered, receiver):
    push.end(PushSubscription.objects.select_related("user").get(), by=cara)
    work()
    work()
    assert (receiver.requests, mails(cara).get().sent_at is not None) == ([], True)


def test_without_an_address_there_is_no_mail_and_nobody_looks_for_a_fault(cara, sam, mailbox, receiver, own_phone):
    cara.email = None
    cara.save()
    own_phone(cara)
    stories.answered(cara, by=sam)
    receiver.answers = [answer(410)]
    work()
    assert (pushed().parked_at is not None, pushed().attempts, mails(cara).count()) == (True, 0, 0)


def test_a_name_that_leads_into_our_own_network_by_now_is_never_called(cara, answered, receiver, settings):
    settings.WEBHOOK_LOOPBACK = False
    work()
    work()
    assert (receiver.requests, PushSubscription.objects.count(), mails(cara).count()) == ([], 0, 1)


def test_where_nothing_is_set_up_everything_goes_by_mail(cara, sam, answered, receiver, settings):
    settings.PUSH_PRIVATE_KEY = ""
    work()
    stories.answered(cara, by=sam)
    work()
    assert (receiver.requests, mails(cara).count()) == ([], 2)


def test_a_slow_service_waits_behind_the_mails(cara, sam, answered, receiver, monkeypatch):
    order = []
    ways = {name: lambda item, name=name: order.append(name) for name in ("mail", "push")}
    monkeypatch.setattr(delivery, "channels", lambda: ways)
    OutboxItem.objects.filter(channel="mail").update(due_at=timezone.now())
    delivery.deliver_due()
    assert order == ["mail"] * order.count("mail") + ["push"]
    assert order.count("mail") >= 1

"""Workers share the outbox: each item is claimed by one, and what a killed worker left goes to the next."""

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from audit.ids import uuid7
from audit.models import OutboxItem
from supervision import clock, delivery
from supervision.models import Deadline
from tests import stories

ROOT = Path(__file__).resolve().parent.parent.parent


def make_items(count):
    return [
        OutboxItem.objects.create(organisation_id=uuid7(), channel="mail", recipient_id=uuid7(), payload={})
        for _ in range(count)
    ]


def test_what_one_worker_claimed_no_other_gets(db):
    make_items(5)
    first, second = delivery.claim(3), delivery.claim(3)
    assert (len(first), len(second), delivery.claim()) == (3, 2, [])
    assert not {item.pk for item in first} & {item.pk for item in second}


def test_the_claim_of_a_killed_worker_runs_out(db, time_machine):
    time_machine.move_to(timezone.now())
    make_items(1)
    assert len(delivery.claim()) == 1
    time_machine.shift(datetime.timedelta(minutes=3))
    assert len(delivery.claim()) == 1


def test_nothing_is_delivered_inside_the_claims_transaction(db, monkeypatch, django_capture_on_commit_callbacks):
    make_items(1)
    seen = []
    monkeypatch.setattr(delivery, "channels", lambda: {"mail": lambda item: seen.append(OutboxItem.objects.get())})
    assert delivery.deliver_due() == 1
    assert seen[0].claimed_until is not None
    assert OutboxItem.objects.get().sent_at is not None


def test_an_unknown_channel_fails_alone(db, mailbox):
    item = make_items(1)[0]
    OutboxItem.objects.filter(pk=item.pk).update(channel="pigeon")
    delivery.deliver_due()
    assert OutboxItem.objects.get().last_error == "KeyError"


def test_with_the_clock_reminders_go_out_in_the_same_round(cara, sam, client_k, mailbox, time_machine):
    time_machine.move_to(timezone.now())
    stories.submitted(cara, client=client_k)
    call_command("worker", "--once")
    mailbox.messages.clear()
    time_machine.shift(datetime.timedelta(hours=20))
    call_command("worker", "--once", "--with-clock")
    assert [message["Subject"] for message in mailbox.messages] == ["An answer is due soon"]
    assert Deadline.objects.get().reminded_at is not None


def test_a_failing_clock_does_not_stop_deliveries(db, monkeypatch, mailbox, caplog):
    def broken(**_):
        raise RuntimeError("planted-token")

    monkeypatch.setattr(clock, "run", broken)
    make_items(1)
    call_command("worker", "--once", "--with-clock")
    assert OutboxItem.objects.get().attempts == 1
    assert any("run_clock failed" in record.getMessage() for record in caplog.records)


def test_a_running_worker_ends_cleanly_when_asked(own_database):
    environment = {**os.environ, "DATABASE_URL": own_database.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    make_items(1)
    command = [sys.executable, "manage.py", "worker", "--with-clock"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 60
        while not OutboxItem.objects.get().attempts and time.monotonic() < until:
            assert worker.poll() is None
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
    finally:
        worker.kill()
        worker.stderr.close()
    assert OutboxItem.objects.get().attempts == 1

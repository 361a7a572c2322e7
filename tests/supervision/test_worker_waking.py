"""A worker is woken by what waits; nothing depends on it, and a bell that is broken keeps nobody from anything."""

import threading
import time

import pytest
from django.db import connection, transaction

from audit.ids import uuid7
from audit.inserting import insert
from audit.models import OutboxItem
from supervision import waking
from tests.conftest import need
from tests.parts import redis

LONG = 20  # seconds; whoever is woken comes back in a fraction of it


def item():
    return OutboxItem(organisation_id=uuid7(), channel="mail", recipient_id=uuid7())


@pytest.fixture
def rung(monkeypatch):
    """How often the bell was rung."""
    calls = []
    monkeypatch.setattr(waking, "ring", lambda: calls.append(1))
    return calls


@pytest.fixture(autouse=True)
def from_the_beginning(monkeypatch):
    monkeypatch.setattr(waking, "_quiet_until", 0.0)
    monkeypatch.setattr(waking, "_client", None)


def test_it_rings_after_the_commit_once_however_much_was_written(db, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        insert(item())
        insert(item())
        item().save()
        assert rung == []
    assert rung == [1]


def test_it_does_not_ring_for_what_was_taken_back_or_only_changed(own_database, rung):
    kept = insert(item())
    assert rung == [1]
    with transaction.atomic():
        insert(item())
        transaction.set_rollback(True)
    kept.last_error = "TimeoutError"
    kept.save()
    assert rung == [1]


def test_postgresql_wakes_whoever_listens(own_database, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no bell: its workers look twice a second")
    bell = waking.bell()
    assert isinstance(bell, waking.PostgresBell)
    monkeypatch.setattr(waking, "PAUSE", 0.05)
    bell.wait(threading.Event())
    monkeypatch.setattr(waking, "PAUSE", LONG)
    assert _woken(bell) < LONG / 4


def test_redis_wakes_whoever_listens(own_database, settings, monkeypatch):
    need(redis.program(), "no Redis on this machine (Debian: apt-get install redis-tools)")
    with redis.running() as settings.REDIS_URL:
        bell = waking.bell()
        assert isinstance(bell, waking.RedisBell)
        monkeypatch.setattr(waking, "PAUSE", 0.2)
        bell.wait(threading.Event())
        bell.wait(threading.Event())
        monkeypatch.setattr(waking, "PAUSE", LONG)
        assert _woken(bell) < LONG / 4


def _woken(bell):
    """Seconds until it came back after a row was committed by somebody else."""
    came = threading.Event()
    waiting = threading.Thread(target=lambda: [bell.wait(threading.Event()), came.set()])
    began = time.monotonic()
    waiting.start()
    insert(item())
    assert came.wait(LONG * 2)
    waiting.join()
    bell.close()
    return time.monotonic() - began


def test_without_a_bell_the_worker_looks_by_itself(own_database, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(waking, "ALONE", 0)
    waking.Bell().wait(threading.Event())


def test_a_redis_that_is_gone_delays_nobody_and_is_left_alone_for_a_while(own_database, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    for _ in range(3):
        insert(item())
    assert OutboxItem.objects.count() == 3
    said = [record.getMessage() for record in caplog.records if record.name == "doorstep.waking"]
    assert said == ["the workers could not be woken: ConnectionError"]
    stopping = threading.Event()
    stopping.set()
    bell = waking.bell()
    bell.wait(stopping)
    assert bell.held is None

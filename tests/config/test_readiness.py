"""/healthz says that it lives, /readyz that it can work, or what is missing."""

import contextlib
import datetime
import shutil
import sqlite3

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from config import readiness


@pytest.fixture(autouse=True)
def _nothing_known(db):
    cache.clear()
    readiness.tables_are_up_to_date.cache_clear()


def work():
    call_command("worker", "--once", "--with-clock")


def test_alive_without_anybody_signed_in(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok", "text/plain")


def test_not_ready_until_worker_and_clock_showed_themselves(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready: worker, clock")
    assert int(response["Retry-After"]) > 0
    call_command("worker", "--once")
    assert client.get("/readyz").content == b"not ready: clock"
    call_command("clock")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "Retry-After" not in response


def test_a_clock_that_only_looked_did_not_work(client):
    call_command("worker", "--once")
    call_command("clock", "--dry-run")
    assert client.get("/readyz").content == b"not ready: clock"


@pytest.mark.parametrize(("minutes", "missing"), [(2, b"worker"), (11, b"worker, clock")])
def test_not_ready_when_one_was_not_heard_of_for_long(client, time_machine, minutes, missing):
    time_machine.move_to(timezone.now())
    work()
    time_machine.shift(datetime.timedelta(minutes=minutes))
    assert client.get("/readyz").content == b"not ready: " + missing


def test_not_ready_before_the_tables_are_up_to_date(client, monkeypatch):
    work()
    monkeypatch.setattr("config.readiness.MigrationExecutor.migration_plan", lambda self, nodes: ["one"])
    assert client.get("/readyz").content == b"not ready: migrations"
    monkeypatch.undo()
    assert client.get("/readyz").content == b"ok"


def test_once_up_to_date_the_tables_are_not_asked_again(client, monkeypatch):
    work()
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr("config.readiness.MigrationExecutor", None)
    assert client.get("/readyz").status_code == 200


def test_a_full_disk_is_said_before_it_is_full(client, monkeypatch):
    work()
    left = shutil.disk_usage("/")._replace(free=99 * 1024 * 1024)
    monkeypatch.setattr("config.readiness.shutil.disk_usage", lambda path: left)
    assert client.get("/readyz").content == b"not ready: disk"


def test_programs_are_told_what_is_wrong_and_no_secret(client, monkeypatch):
    work()
    monkeypatch.setitem(readiness.PARTS, "database", lambda: 1 / 0)
    response = client.get("/readyz", headers={"accept": "application/json"})
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response.json()["ready"] is False
    assert response.json()["parts"]["database"] == "does not answer"
    assert {said for name, said in response.json()["parts"].items() if name != "database"} == {"ok"}


def test_programs_are_told_that_it_is_ready(client):
    work()
    response = client.get("/readyz", headers={"accept": "application/json"})
    assert response.json() == {"ready": True, "parts": dict.fromkeys(readiness.PARTS, "ok")}


@pytest.mark.parametrize(
    ("journal", "synchronous", "said"),
    [
        ("delete", "extra", "ok"),
        ("delete", "normal", "a confirmed write could be lost"),
        ("truncate", "extra", "a confirmed write could be lost"),
    ],
)
def test_sqlite_that_does_not_wait_for_the_disk_is_not_ready(monkeypatch, tmp_path, journal, synchronous, said):
    with contextlib.closing(sqlite3.connect(tmp_path / "some.sqlite3")) as file:
        file.execute(f"PRAGMA journal_mode={journal}")
        file.execute(f"PRAGMA synchronous={synchronous}")
        file.execute("PRAGMA mmap_size=0")
        monkeypatch.setattr(readiness, "connection", SQLite(file))
        assert readiness.standing()["durability"] == said


class SQLite:
    """As much of a connection as the check asks of one."""

    vendor = "sqlite"

    def __init__(self, file):
        self.file = file

    def is_in_memory_db(self):
        return False

    def cursor(self):
        return contextlib.closing(self.file.cursor())


def test_the_worker_forgets_sessions_that_are_over():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - datetime.timedelta(minutes=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + datetime.timedelta(hours=1))
    call_command("worker", "--once")
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]

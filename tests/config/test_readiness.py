"""/healthz says that it lives, /readyz that it can work, or what is missing."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()


def test_alive_without_anybody_signed_in(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok", "text/plain")


def test_not_ready_until_a_worker_showed_itself(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready: worker")
    call_command("worker", "--once")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_not_ready_when_the_worker_was_not_heard_of_for_long(client, time_machine):
    time_machine.move_to(timezone.now())
    call_command("worker", "--once")
    time_machine.shift(datetime.timedelta(minutes=2))
    assert client.get("/readyz").status_code == 503


def test_not_ready_before_the_tables_are_up_to_date(client, monkeypatch):
    call_command("worker", "--once")
    monkeypatch.setattr("config.readiness.MigrationExecutor.migration_plan", lambda self, nodes: ["one"])
    assert client.get("/readyz").content == b"not ready: migrations"


def test_the_worker_forgets_sessions_that_are_over():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - datetime.timedelta(minutes=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + datetime.timedelta(hours=1))
    call_command("worker", "--once")
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]

"""Whether a kept connection to PostgreSQL still lives: seen without asking, and asked where it cannot be seen."""

import pytest
from django.db import connection
from django.db.backends.postgresql import base as django_base

from config.postgresql.base import PAUSE_SECONDS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's connections"),
]


@pytest.fixture
def kept():
    """A connection of its own beside the test's."""
    kept = connection.copy()
    kept.ensure_connection()
    assert kept.is_usable()
    yield kept
    kept.close()


@pytest.fixture
def asked(monkeypatch):
    """How often the server was asked."""
    calls = []
    ask = django_base.DatabaseWrapper.is_usable
    monkeypatch.setattr(django_base.DatabaseWrapper, "is_usable", lambda self: (calls.append(1), ask(self))[1])
    return calls


def end(kept):
    """As an administrator or a restart ends a session: from another one."""
    number = kept.connection.info.backend_pid
    other = kept.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert cursor.fetchone() == (True,)
    other.close()


def test_a_living_connection_is_not_asked_with_every_request(kept, asked):
    assert kept.is_usable()
    assert kept.is_usable()
    assert not asked


def test_it_is_asked_after_a_pause_and_after_an_error(kept, asked):
    kept.asked_at -= PAUSE_SECONDS
    assert kept.is_usable()
    kept.errors_occurred = True
    assert kept.is_usable()
    assert len(asked) == 2


def test_a_connection_that_the_server_ended_is_seen(kept):
    end(kept)
    assert not kept.is_usable()


def test_the_next_request_has_a_new_connection(kept):
    end(kept)
    kept.health_check_enabled, kept.health_check_done = True, False
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_a_closed_connection_is_not_usable(kept):
    kept.connection.close()
    assert not kept.is_usable()

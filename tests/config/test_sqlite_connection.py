"""What a kept connection of SQLite's does after an error: it is opened anew, whatever it was that failed."""

import pytest
from django.db import OperationalError, connection

from accounts.models import Organisation


@pytest.fixture
def kept(own_database):
    """The thread's own connection, once used."""
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite's connections")
    Organisation.objects.exists()
    return connection


def test_a_connection_that_could_not_write_is_opened_anew_and_writes(kept):
    with kept.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    with pytest.raises(OperationalError, match="readonly"):
        Organisation.objects.create(name="New", code="new", country="SE")
    kept.close_if_unusable_or_obsolete()
    assert kept.connection is None
    Organisation.objects.create(name="New", code="new", country="SE")


def test_a_connection_without_errors_is_kept(kept):
    before = kept.connection
    kept.close_if_unusable_or_obsolete()
    assert kept.connection is before


def test_a_connection_that_was_opened_where_nothing_may_be_written_is_not_kept(kept, monkeypatch):
    kept.close()
    monkeypatch.setattr("config.sqlite.base.os.access", lambda *_: False)
    Organisation.objects.exists()
    kept.close_if_unusable_or_obsolete()
    assert kept.connection is None

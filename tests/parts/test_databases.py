"""A test's own database: whole, seen by other threads, and gone for the next test."""

from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


def store(key):
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())
    connection.close()


def test_it_is_migrated(own_database):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.parametrize("round_number", [1, 2])
def test_another_threads_rows_are_seen_and_the_next_test_starts_afresh(own_database, round_number):
    assert not Session.objects.exists()
    writer = Thread(target=store, args=["from-another-thread"])
    writer.start()
    writer.join()
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_the_usual_database_is_untouched_by_copies():
    assert not Session.objects.exists()

"""The database restarted in the middle of a pass: the pass ends, the next goes on, and nothing happened twice."""

import datetime
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from audit.models import AuditEvent
from audit.verify import verify
from supervision import clock
from supervision.models import Deadline, Notice
from tests import stories
from tests.chaos import cluster
from tests.parts.site import ROOT
from tests.races.conftest import people_who_answer

LATE = 4


@pytest.fixture
def people(own_database):
    return people_who_answer()


@pytest.fixture
def late(people, time_machine):
    """Four reports that nobody answered within a day."""
    time_machine.move_to(timezone.now())
    for _ in range(LATE):
        stories.submitted(people.cara)
    time_machine.shift(datetime.timedelta(hours=25))


def breaking(monkeypatch, after, how):
    """The database goes away after so many acts of the pass, in the middle of the next one's transaction."""
    done, original = [], clock.record

    def act(*arguments, **details):
        done.append(1)
        with transaction.atomic():
            original(*arguments, **details)
            if len(done) == after + 1:
                how()
                Deadline.objects.exists()

    monkeypatch.setattr(clock, "record", act)


def everything_happened_once():
    assert AuditEvent.objects.filter(act="deadline_breached").count() == LATE
    assert Deadline.objects.filter(breached_at__isnull=False).count() == LATE
    told = Notice.objects.filter(kind="late").values_list("incident", "user")
    assert len(told) == len(set(told)) >= LATE
    assert verify().findings == []


def throw_everybody_out():
    """As a failover does: every connection of ours ends, whatever it is doing."""
    import psycopg

    with connection.cursor() as cursor:
        name = cursor.execute("SELECT current_database()").fetchone()[0]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as base:
        base.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )


def test_a_connection_lost_half_way_costs_one_row_which_the_next_pass_finds(late, monkeypatch, caplog):
    """After a failover a new connection is to be had at once: the pass goes on with it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's file has no connection that another could end; see the test below")
    with monkeypatch.context() as patch:
        breaking(patch, 2, throw_everybody_out)
        done = clock.run()
    assert [type(error) for _row, error in done.failed] == [OperationalError]
    assert "The clock failed on marked late" in caplog.text
    assert len(done.rows("marked late")) == LATE - 1
    assert len(clock.run().rows("marked late")) == 1
    everything_happened_once()


def test_a_database_that_answers_no_more_ends_the_pass_wherever_it_is(late, monkeypatch):
    def gone():
        connection.close()
        raise OperationalError("planted")

    with monkeypatch.context() as patch:
        breaking(patch, 1, gone)
        with pytest.raises(clock.DatabaseGoneError):
            clock.run()
    assert Deadline.objects.filter(breached_at__isnull=False).count() == 1
    clock.run()
    everything_happened_once()


def test_the_command_says_so_and_ends_with_an_error(late, monkeypatch):
    def gone():
        connection.close()
        raise OperationalError("planted")

    with monkeypatch.context() as patch:
        breaking(patch, 0, gone)
        with pytest.raises(CommandError, match="The database went away"):
            call_command("clock")
    call_command("clock")
    everything_happened_once()


def test_restarted_in_the_middle_of_the_command(own_database, people, tmp_path):
    """A real server, stopped at once while `manage.py clock` works, and started again."""
    if connection.vendor != "postgresql":
        pytest.skip("this is about PostgreSQL's server")
    for _ in range(LATE * 5):
        stories.submitted(people.cara)
    connection.close()
    with cluster.running() as server:
        server.fill_from(own_database.url)
        server.use_fresh_copy()
        codes = [_pass_with(server, tmp_path, is_killed=number == 0) for number in range(3)]
        assert codes[1:] == [0, 0]
        assert _rows(server, "SELECT COUNT(*) FROM audit_auditevent WHERE act = 'deadline_breached'") == LATE * 5
        assert _rows(server, "SELECT COUNT(DISTINCT object_id) FROM audit_auditevent WHERE act = 'deadline_breached'") == LATE * 5


SETTINGS = """
import datetime, time_machine
from tests.settings import *
time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=25)).start()
"""


def _pass_with(server, folder, *, is_killed):
    """The exit code of one pass, a day later; its server is killed after the first few marks."""
    (folder / "tomorrow.py").write_text(SETTINGS)
    settings = {"DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "tomorrow", "PYTHONPATH": str(folder)}
    command = [sys.executable, "manage.py", "clock"]
    running = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    marked = "SELECT COUNT(*) FROM supervision_deadline WHERE breached_at IS NOT NULL"
    while is_killed and running.poll() is None and _rows(server, marked) < 2:
        pass
    if is_killed:
        server.stop(cluster.AT_ONCE)
        code = running.wait(timeout=120)
        server.start()
        return code
    return running.wait(timeout=120)


def _rows(server, statement):
    import psycopg

    with psycopg.connect(server.url) as asked:
        return asked.execute(statement).fetchone()[0]

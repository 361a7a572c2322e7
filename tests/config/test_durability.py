"""What was acknowledged is on disk: Doorstep refuses a database that would not keep that promise."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import checks, durability
from tests.conftest import need

ROOT = Path(__file__).resolve().parent.parent.parent
COMMITS = 25
WRITER = f"""
import django
django.setup()
from django.contrib.sessions.models import Session
from django.utils import timezone
for number in range({COMMITS}):
    Session.objects.create(session_key=f"durable{{number}}", session_data="", expire_date=timezone.now())
"""


@pytest.mark.parametrize(
    ("journal", "synchronous", "mapped", "version", "faults"),
    [
        ("delete", 3, 0, (3, 40, 1), 0),
        ("wal", 2, 0, (3, 51, 3), 0),
        ("wal", 3, 0, (3, 54, 0), 0),
        ("wal", 2, 0, (3, 51, 2), 1),
        ("wal", 1, 0, (3, 51, 3), 1),
        ("delete", 2, 0, (3, 40, 1), 1),
        ("delete", 0, 0, (3, 40, 1), 1),
        ("memory", 3, 0, (3, 51, 3), 1),
        ("off", 3, 0, (3, 51, 3), 1),
        ("delete", 3, 4096, (3, 40, 1), 1),
        ("wal", 0, 4096, (3, 40, 1), 3),
    ],
)
def test_pragmas_below_the_promise_are_named(journal, synchronous, mapped, version, faults):
    assert len(durability.sqlite_faults(journal, synchronous, mapped, version)) == faults


def test_a_connection_that_forgets_is_refused(tmp_path):
    forgetful = sqlite3.connect(tmp_path / "some.sqlite3")
    forgetful.execute("PRAGMA synchronous=NORMAL")
    with pytest.raises(ImproperlyConfigured, match="synchronous is 1"):
        durability.refuse_forgetful(forgetful)
    forgetful.execute("PRAGMA synchronous=EXTRA")
    durability.refuse_forgetful(forgetful)
    forgetful.close()


def test_the_tests_own_database_keeps_the_promise(own_database):
    if connection.vendor == "sqlite":
        assert durability.faults() == []
    else:  # this cluster is made to be fast, and says so
        assert [fault.rpartition(" is ")[0] for fault in sorted(durability.faults())] == [
            f"PostgreSQL's {name}" for name in sorted(durability.POSTGRES_UNSAFE)
        ]


def start(code, url, settings="config.settings", **environment):
    values = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings, **environment}
    return subprocess.run(
        [sys.executable, *code], cwd=ROOT, env=os.environ | values, capture_output=True, text=True, timeout=60
    )


FORGETFUL_SETTINGS = """
from tests.settings import *
options = DATABASES["default"]["OPTIONS"]
options["init_command"] = options["init_command"].replace("EXTRA", "NORMAL").replace("FULL", "OFF")
"""


@pytest.mark.parametrize("program", [["-c", "import config.wsgi"], ["manage.py", "worker", "--once"]])
def test_neither_web_nor_worker_starts_on_sqlite_that_forgets(own_database, tmp_path, program):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own pragmas")
    (tmp_path / "forgetful.py").write_text(FORGETFUL_SETTINGS)
    path = {"PYTHONPATH": str(tmp_path)}
    refused = start(program, own_database.url, "forgetful", **path)
    assert refused.returncode != 0
    assert "synchronous" in refused.stderr
    assert start(program, own_database.url, "tests.settings", **path).returncode == 0


def test_postgres_without_fsync_is_refused_in_production_and_said_in_the_demo(own_database, settings, caplog):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's own settings")
    settings.PRODUCTION = True
    assert {fault.level for fault in checks.what_is_confirmed_is_on_disk(None)} == {40}
    with pytest.raises(ImproperlyConfigured, match="fsync is off"):
        durability.refuse_at_start()
    settings.PRODUCTION = False
    assert {fault.level for fault in checks.what_is_confirmed_is_on_disk(None)} == {30}
    durability.refuse_at_start()
    assert "fsync is off" in caplog.text


def test_a_database_that_is_away_keeps_nobody_from_starting(tmp_path, settings):
    done = start(["-c", "import config.wsgi"], "postgres://doorstep@127.0.0.1:1/none", "tests.settings")
    assert done.returncode == 0, done.stderr


def test_every_acknowledged_commit_was_synced(own_database, tmp_path):
    """Counted from outside: at least one sync to disk for each commit that was confirmed."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL syncs in a process of its own")
    strace = need(shutil.which("strace"), "no strace on this machine (Debian: apt-get install strace)")
    counted = tmp_path / "syncs"
    environment = os.environ | {"DATABASE_URL": own_database.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    traced = [strace, "-f", "-o", counted, "-e", "trace=fsync,fdatasync", sys.executable, "-c", WRITER]
    done = subprocess.run(traced, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    if "ptrace" in done.stderr.lower() and "not permitted" in done.stderr.lower():
        need(None, "strace may not look into processes here")
    assert done.returncode == 0, done.stderr
    syncs = re.findall(r"\bf(?:data)?sync\(\d+\)\s+= 0", counted.read_text())
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_session WHERE session_key LIKE 'durable%'")
        assert cursor.fetchone()[0] == COMMITS
    assert len(syncs) >= COMMITS

"""SQLite: no room on the disk, somebody else holds the lock, the folder became read-only."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from tests.chaos import house
from tests.chaos.conftest import people_of_the_house
from tests.chaos.expecting import done_once_afterwards, everybody_is_told, refused_kindly


@pytest.fixture(autouse=True)
def _on_sqlite(own_database):
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite's file; the PostgreSQL run has bad days of its own")


@pytest.fixture
def cara(own_database):
    return people_of_the_house().cara


@pytest.fixture
def house_on(own_database, tmp_path):
    with house.running(own_database.url, tmp_path) as running:
        yield running


@contextlib.contextmanager
def locked(path):
    """Another program holds the file, as a backup tool may."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_no_write_succeeds_and_none_is_confirmed(house_on, visit, cara):
    visitor, question = visit(house_on, cara)
    with house_on.nothing_may_be_written():
        everybody_is_told(house_on, visitor, cara, question)
        assert visitor.get("/healthz").status == 200  # it reads still, and lives
    done_once_afterwards(visitor, cara, question)


def test_a_lock_that_does_not_end(house_on, visit, cara, own_database):
    visitor, question = visit(house_on, cara)
    with locked(own_database.database):
        everybody_is_told(house_on, visitor, cara, question)
    done_once_afterwards(visitor, cara, question)


def test_reading_goes_on_while_nothing_can_be_written(house_on, visit, cara):
    visitor, _question = visit(house_on, cara)
    with house_on.nothing_may_be_written():
        assert visitor.get("/incidents/").status == 200


def test_a_wrong_passphrase_is_not_tried_while_attempts_cannot_be_counted(house_on, cara):
    guesser = house.Visitor(house_on.address)
    guesser.get("/accounts/login/")
    with house_on.nothing_may_be_written():
        for guess in ("first guess", house.PASSPHRASE):
            refused_kindly(guesser.post("/accounts/login/", login=cara.username, password=guess))
    wrong = guesser.post("/accounts/login/", login=cara.username, password="second guess")
    assert wrong.status == 200


def test_a_folder_that_became_read_only(own_database, visit, cara, tmp_path):
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv to give that up")
    folder = tmp_path / "place"
    folder.mkdir()
    file = shutil.copy(own_database.database, folder / "doorstep.sqlite3")
    with house.running(f"sqlite:///{file}", tmp_path) as running:
        visitor, question = visit(running, cara)
        with read_only(folder, file):
            everybody_is_told(running, visitor, cara, question)
        assert question.send(visitor).status == 302
    assert count(file) == 1


@contextlib.contextmanager
def read_only(folder, file):
    folder.chmod(0o500)
    os.chmod(file, 0o400)
    yield
    os.chmod(file, 0o600)
    folder.chmod(0o700)


def count(file):
    with contextlib.closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT COUNT(*) FROM boundaries_incident WHERE status <> 'draft'").fetchone()[0]


@pytest.fixture
def small_disk():
    """A file system of a few megabytes with everything on it: database, keys, files."""
    folder = Path(tempfile.mkdtemp(prefix="doorstep-small-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", folder], capture_output=True, text=True)
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip(f"no file system of our own can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


def test_a_disk_that_is_full(own_database, visit, cara, tmp_path, small_disk):
    file = shutil.copy(own_database.database, small_disk / "doorstep.sqlite3")
    with house.running(f"sqlite:///{file}", tmp_path, DOORSTEP_TESTS=str(small_disk)) as running:
        visitor, question = visit(running, cara)
        ballast = small_disk / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as filling:
            while filling.write(bytes(4096)):
                pass
        everybody_is_told(running, visitor, cara, question)
        ballast.unlink()
        assert question.send(visitor).status == 302
        assert question.send(visitor).status == 302
    assert count(file) == 1

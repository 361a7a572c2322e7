"""The line of SQLite's writers: one at a time, in turn, freed by whoever ends, and no obstacle to what needs no place."""

import os
import sqlite3
import threading

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import Organisation
from config.sqlite import line
from config.sqlite.line import Line

pytestmark = pytest.mark.skipif(not line.IS_POSSIBLE, reason="such locks are Linux's")


@pytest.fixture
def stand(tmp_path):
    """A function that makes a place to stand in line, each as of another connection."""
    made = []

    def one(patience=0.2):
        made.append(Line(tmp_path / "some-line", patience))
        return made[-1]

    yield one
    for each in made:
        each.close()


def test_one_at_a_time_and_joining_twice_is_joining_once(stand):
    first, second = stand(), stand()
    first.join()
    first.join()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.join()
    first.leave()
    second.join()
    second.leave()
    second.leave()


def test_who_ends_without_leaving_holds_nobody_up(stand):
    gone, waiting = stand(), stand()
    child = os.fork()
    if child == 0:
        gone.join()
        os._exit(0)
    os.waitpid(child, 0)
    waiting.join()
    left = stand()
    left.close()
    waiting.leave()
    left.join()


def test_each_of_many_threads_gets_its_turn(stand):
    inside, most, done = 0, 0, []
    guard = threading.Lock()

    def work(number):
        nonlocal inside, most
        mine = stand(patience=60)
        for _ in range(20):
            mine.join()
            with guard:
                inside += 1
                most = max(most, inside)
            with guard:
                inside -= 1
            mine.leave()
        done.append(number)

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(done), most) == (list(range(8)), 1)


def test_where_no_file_can_be_had_nobody_stands_in_line(tmp_path):
    nowhere = Line(tmp_path / "no" / "such" / "folder", 1)
    nowhere.join()
    nowhere.leave()
    assert not nowhere.is_writer


@pytest.fixture
def place(own_database):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL needs no line")
    connection.ensure_connection()
    return connection.line


@transaction.atomic
def written_and_failed():
    Organisation.objects.create(name="Gone", code="gone", country="SE")
    raise LookupError


def test_a_transaction_keeps_its_place_until_it_ends_however_it_ends(place):
    with transaction.atomic():
        assert place.is_writer
        with transaction.atomic():
            Organisation.objects.exists()
        assert place.is_writer
    assert not place.is_writer
    with pytest.raises(LookupError):
        written_and_failed()
    assert not place.is_writer
    with pytest.raises(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    assert not place.is_writer
    assert not Organisation.objects.exists()


def test_a_write_outside_of_a_transaction_stands_for_itself_and_reading_never_does(place, monkeypatch):
    joined = []
    monkeypatch.setattr(place, "join", lambda: joined.append("join"))
    Organisation.objects.exists()
    assert joined == []
    Organisation.objects.filter(code="none").update(name="None")
    assert joined == ["join"]
    assert not place.is_writer


def test_reading_goes_on_while_another_writes(place, own_database):
    with transaction.atomic():
        Organisation.objects.create(name="New", code="new", country="SE")
        other = sqlite3.connect(own_database.database, timeout=0)
        assert other.execute("SELECT COUNT(*) FROM accounts_organisation").fetchone() == (0,)
        other.close()

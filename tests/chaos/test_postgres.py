"""PostgreSQL: stopped during requests, killed, full of other connections; then it is there again, and so are we."""

import contextlib
import os
import subprocess
import sys
import threading

import pytest
from django.db import connection

from tests.chaos import cluster, house
from tests.chaos.conftest import people_of_the_house
from tests.chaos.expecting import everybody_is_told, refused_kindly
from tests.parts.site import ROOT


@pytest.fixture(scope="module")
def database():
    """The cluster that no other tests use."""
    if connection.vendor != "postgresql":
        pytest.skip("this is about PostgreSQL's server; the SQLite run has bad days of its own")
    with cluster.running() as started:
        started.cara = None
        yield started


@pytest.fixture
def place(database, request, tmp_path):
    """The reporter, the site and the cluster below it, with a database of this test's own."""
    if database.cara is None:
        copy = request.getfixturevalue("own_database")
        database.cara = people_of_the_house().cara
        connection.close()
        database.fill_from(copy.url)
    database.use_fresh_copy()
    with house.running(database.url, tmp_path) as running:
        yield database.cara, running, database


def rows(database, statement):
    import psycopg

    with psycopg.connect(database.url) as asked:
        return asked.execute(statement).fetchone()[0]


def sent(database):
    return rows(database, "SELECT COUNT(*) FROM boundaries_incident WHERE status <> 'draft'")


def verified(database):
    """By the command, as an operator would after such a day."""
    environment = os.environ | {"DATABASE_URL": database.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "audit_verify"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode == 0


@pytest.mark.parametrize("how", [cluster.KINDLY, cluster.AT_ONCE], ids=["stopped", "killed"])
def test_away_and_back_again(place, visit, how):
    cara, running, database = place
    visitor, question = visit(running, cara)
    database.stop(how)
    everybody_is_told(running, visitor, cara, question)
    alive = refused_kindly(house.Visitor(running.address).get("/healthz"))
    assert alive.text == "the database does not answer"
    refused_kindly(visitor.get("/incidents/"))
    database.start()
    # every thread of the site may hold a connection that died: none of them is met by anybody
    assert {visitor.get("/incidents/").status for _ in range(8)} == {200}
    assert question.send(visitor).status == 302
    assert question.send(visitor).status == 302
    assert sent(database) == 1
    assert verified(database)


def test_killed_while_people_send(place, visit):
    """Who was told that it is sent finds it there; who was told otherwise sends again; everything is there once."""
    cara, running, database = place
    visitor, _question = visit(running, cara)
    questions, confirmed, stop = [], [], threading.Event()

    def send_on():
        while not stop.is_set():
            questions.append(house.Question())
            status = questions[-1].send(visitor).status
            assert status in (302, 503)
            if status == 302:
                confirmed.append(questions[-1].key)
            if len(confirmed) >= 3:
                half_way.set()

    half_way = threading.Event()
    sender = threading.Thread(target=send_on)
    sender.start()
    assert half_way.wait(timeout=60)
    database.stop(cluster.AT_ONCE)
    stop.set()
    sender.join()
    database.start()
    assert sent(database) >= len(confirmed)
    for question in questions:
        assert question.send(visitor).status == 302
    assert sent(database) == len(questions)
    assert verified(database)


def test_no_connection_is_left(place, visit):
    import psycopg

    cara, running, database = place
    visitor, question = visit(running, cara)
    # a restart takes the site's own connections away, and others are faster
    database.stop()
    database.start()
    with contextlib.ExitStack() as others:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                others.enter_context(psycopg.connect(database.url))
        everybody_is_told(running, visitor, cara, question)
    assert question.send(visitor).status == 302
    assert sent(database) == 1


def test_worker_and_clock_outlive_it(place, visit, tmp_path):
    cara, running, database = place
    visitor, question = visit(running, cara)
    log = tmp_path / "worker.log"
    settings = {"DATABASE_URL": database.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with log.open("w") as output:
        command = [sys.executable, "manage.py", "worker", "--with-clock"]
        worker = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=output, stderr=output)
    try:
        database.stop(cluster.AT_ONCE)
        until(lambda: "deliver_due failed" in log.read_text(), worker)
        database.start()
        assert question.send(visitor).status == 302
        waiting = "SELECT COUNT(*) FROM audit_outboxitem WHERE sent_at IS NULL AND channel = 'mail'"
        until(lambda: rows(database, waiting) == 0, worker)
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def until(is_so, worker):
    pause = threading.Event()
    for _ in range(300):
        assert worker.poll() is None, "the worker died"
        if is_so():
            return
        pause.wait(0.1)
    raise AssertionError("it never came to it")

"""Connections that send a letter now and then: however many there are, others are answered at once."""

import contextlib
import socket
import urllib.parse

import pytest

from config import arriving
from config.arriving import MOST_HEADER, MOST_KEPT, PATIENCE, is_whole
from tests.chaos import house
from tests.chaos.conftest import people_of_the_house

HEAD = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    ("arrived", "whole"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (HEAD + b"Content-Length: 5\r\n\r\n1234", False),
        (HEAD + b"content-length:5\r\n\r\n12345", True),
        (HEAD + b"Content-Length: 5\r\n\r\n12345GET / HTTP/1.1", True),
        (HEAD + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n", True),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", True),
        (HEAD + b"Content-Length: %d\r\n\r\n" % (MOST_KEPT + 1), True),
        (HEAD + b"Content-Length: +5\r\n\r\n", True),
        (HEAD + b"Content-Length: %d\r\n\r\n" % (MOST_KEPT - 1000), False),
        (b"x" * (MOST_HEADER + 1), True),
    ],
)
def test_what_counts_as_whole(arrived, whole):
    assert is_whole(bytearray(arrived)) is whole


@pytest.fixture
def slow_ones():
    """A function that opens so many connections, each with the beginning of a request; all are closed at the end."""
    with contextlib.ExitStack() as opened:

        def connect(address, count, beginning):
            host, _, port = urllib.parse.urlsplit(address).netloc.partition(":")
            for _ in range(count):
                connection = opened.enter_context(socket.create_connection((host, int(port)), timeout=30))
                connection.sendall(beginning)
                yield connection

        yield lambda *arguments: list(connect(*arguments))


def test_others_are_answered_while_sixty_are_slow(own_database, tmp_path, slow_ones, visit):
    cara = people_of_the_house().cara
    with house.running(own_database.url, tmp_path) as running:
        slow_ones(running.address, 20, b"")
        slow_ones(running.address, 20, b"GET /accounts/login/ HTTP/1.1\r\nHost")
        last = slow_ones(running.address, 20, HEAD + b"Content-Length: 400\r\n\r\ncsrf")[-1]
        visitor, question = visit(running, cara)
        assert question.send(visitor).status == 302
        last.sendall(b"m" * 396)
        assert last.recv(12) == b"HTTP/1.1 403"


BEGINNINGS = {
    "large": HEAD + b"Content-Length: 9000000\r\n\r\ncsrf",
    "of a length that nobody tells": HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\ncsrf\r\n",
    "behind another one": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /healthz HTTP/1.1\r\nHost",
}


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
def test_what_is_not_kept_until_it_is_whole_takes_few_threads(own_database, tmp_path, slow_ones, visit, beginning):
    cara = people_of_the_house().cara
    with house.running(own_database.url, tmp_path) as running:
        slow_ones(running.address, 8, beginning)
        visitor, question = visit(running, cara)
        assert question.send(visitor).status == 302


def test_a_thread_reads_on_only_while_enough_comes(monkeypatch):
    sender, receiver = socket.socketpair()
    with sender, receiver:
        now = arriving.time.monotonic()
        monkeypatch.setattr(arriving.time, "monotonic", lambda: now)
        reading = arriving.InTime(receiver)
        sender.sendall(b"x" * arriving.SLOWEST)
        now += PATIENCE
        assert len(reading.recv(arriving.SLOWEST)) == arriving.SLOWEST
        sender.sendall(b"xx")
        now += 1
        assert reading.recv(1) == b"x"
        now += 1
        with pytest.raises(TimeoutError):
            reading.recv(1)


def test_whoever_finds_no_place_to_be_read_is_told_so(own_database, tmp_path, slow_ones):
    with house.running(own_database.url, tmp_path) as running:
        _first, second = slow_ones(running.address, 2, BEGINNINGS["large"])
        assert second.recv(200).startswith(b"HTTP/1.1 503")


def test_two_requests_on_one_connection_and_a_body_in_pieces(own_database, tmp_path, slow_ones):
    with house.running(own_database.url, tmp_path) as running:
        (connection,) = slow_ones(running.address, 1, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert read_answer(connection).startswith(b"HTTP/1.1 200 OK")
        for piece in (b"GET /heal", b"thz HTTP/1.1\r\n", b"Host: 127.0.0.1\r\nConnection: close\r\n\r\n"):
            connection.sendall(piece)
        assert read_answer(connection).startswith(b"HTTP/1.1 200 OK")


def read_answer(connection):
    arrived = b""
    while not arrived.endswith(b"\r\n\r\nok"):
        piece = connection.recv(4096)
        assert piece, arrived
        arrived += piece
    return arrived

"""Every request has a number, which stands in its answer, in its log lines, and on the page that says that we failed."""

import io
import json
import logging
import re

import pytest
from django.test import Client
from django.urls import include, path

from config.logs import JSONFormatter, LineFormatter
from tests.supervision.pages import browser

OURS = re.compile(r"[0-9a-f]{16}")
PROXYS = "4bf92f3577b34da6a3ce929d0e0e4736"


def boom(request):
    logging.getLogger("doorstep.test").warning("about to fail")
    raise RuntimeError("planted-token")


urlpatterns = [path("boom", boom, name="boom"), path("", include("config.urls"))]
handler500 = "config.views.server_error"


def written_by(formatter):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    return handler, lambda: stream.getvalue().splitlines()


@pytest.fixture
def objects():
    """Everything logged, as the objects that a collector reads."""
    handler, lines = written_by(JSONFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in lines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def lines():
    handler, lines = written_by(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def visitor(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_one_line_for_one_request_says_who_what_and_how_long(sam, objects):
    answer = browser(sam).get("/queue/")
    [said] = [row for row in objects() if row["logger"] == "doorstep.access"]
    known = {"route": "queue", "method": "GET", "status": 200, "person": str(sam.pk), "request": answer["X-Request-Id"]}
    assert {name: said[name] for name in known} == known
    assert said["ms"] >= 0
    assert set(said) == {"time", "level", "logger", "message", "request", "route", "method", "status", "ms", "person"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", said["time"])


def test_a_line_for_people_says_the_same(sam, lines):
    answer = browser(sam).get("/queue/")
    [line] = [line for line in lines() if " doorstep.access " in line]
    assert re.search(r"INFO doorstep\.access 200 GET queue \d+ ms", line)
    assert line.endswith(f"person={sam.pk} request={answer['X-Request-Id']}")


def test_everything_logged_meanwhile_carries_the_number_and_nothing_afterwards(visitor, objects):
    number = visitor.get("/boom")["X-Request-Id"]
    logging.getLogger("doorstep.test").warning("later")
    said = {row["message"]: row["request"] for row in objects()}
    assert said["about to fail"] == number
    assert said["later"] is None
    assert any("RuntimeError at" in message and request == number for message, request in said.items())


def test_each_request_has_a_number_of_its_own(visitor):
    numbers = [
        visitor.get(address)["X-Request-Id"] for address in ("/healthz", "/nowhere/", "/boom", "/static/none.css")
    ]
    assert all(OURS.fullmatch(number) for number in numbers)
    assert len(set(numbers)) == 4


def test_who_was_failed_can_say_the_number(visitor):
    answer = visitor.get("/boom")
    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.content.decode()


def test_also_where_the_pages_frame_cannot_be_made(visitor, monkeypatch):
    monkeypatch.setattr("config.views.refuse", lambda *_: 1 / 0)
    answer = visitor.get("/boom")
    assert answer["X-Request-Id"] in answer.content.decode()


def test_other_refusals_look_alike_and_show_no_number(visitor):
    answer = visitor.get("/nowhere/")
    assert answer["X-Request-Id"] not in answer.content.decode()


@pytest.mark.parametrize(
    ("behind_proxy", "given", "is_taken"),
    [
        (True, PROXYS, True),
        (True, "3F2504E0-4F89-11D3-9A0C-0305E82C3301", True),
        (True, "Ilona-Szabo-was-here-at-ten", False),
        (True, "a" * 65, False),
        (True, "deadbeef", False),
        (True, "0123456789abcdef\x00", False),
        (False, PROXYS, False),
    ],
)
def test_a_proxys_number_is_taken_where_there_is_one_to_trust(
    visitor, settings, objects, behind_proxy, given, is_taken
):
    settings.BEHIND_PROXY = behind_proxy
    number = visitor.get("/healthz", headers={"x-request-id": given})["X-Request-Id"]
    assert (number == given) is is_taken
    assert is_taken or given not in json.dumps(objects())


@pytest.mark.parametrize(
    ("address", "route"), [("/nowhere/", "none"), ("/healthz", "healthz"), ("/api/v1/nowhere/", "none")]
)
def test_a_request_is_known_by_the_name_of_its_route(visitor, objects, address, route):
    visitor.get(address)
    assert [row["route"] for row in objects() if row["logger"] == "doorstep.access"] == [route]


def test_a_failing_request_does_not_take_the_line_with_it(visitor, objects, monkeypatch):
    monkeypatch.setattr("config.readiness.database_answers", lambda: 1 / 0)
    assert visitor.get("/healthz").status_code == 500
    assert [row["status"] for row in objects() if row["logger"] == "doorstep.access"] == [500]

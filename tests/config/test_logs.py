"""No personal text in any log line, not even when everything goes wrong."""

import io
import logging

import pytest
from django.test import Client
from django.urls import path

from config.logs import LineFormatter

TOKEN = "Ilona-Szabó-planted-token"


def fails_with_content(request):
    raise ValueError(f"could not save {request.POST.get('note')}")


def nested(request):
    try:
        fails_with_content(request)
    except ValueError as error:
        raise RuntimeError(f"while saving {TOKEN}") from error


urlpatterns = [path("fails/", fails_with_content), path("nested/<str:name>/", nested)]
handler500 = "config.views.server_error"
handler404 = "config.views.not_found"


@pytest.fixture
def lines():
    """Everything that the whole program logs, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: stream.getvalue().splitlines()
    root.removeHandler(handler)


@pytest.fixture
def visitor(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/fails/", f"/nested/{TOKEN}/", f"/{TOKEN}/", f"/fails/?q={TOKEN}"])
def test_a_failing_request_logs_neither_form_nor_name_nor_address(visitor, lines, address):
    visitor.post(address, {"note": TOKEN, "password": TOKEN}, headers={"user-agent": TOKEN, "referer": f"http://x/{TOKEN}"})
    assert lines()
    assert "planted-token" not in "".join(lines())


def test_what_a_developer_needs_is_there(visitor, lines):
    visitor.post("/fails/", {"note": TOKEN})
    [line] = [line for line in lines() if "ERROR" in line]
    assert "django.request 500 POST fails/ builtins.ValueError at " in line
    assert "fails_with_content" in line


def test_a_message_cannot_forge_a_second_line(lines):
    logging.getLogger("doorstep.test").warning("first\r\n2026-01-01 00:00:00 CRITICAL forged")
    assert len(lines()) == 1


def test_a_name_in_the_host_or_cookie_is_not_repeated(visitor, lines):
    visitor.cookies["__Host-doorstep"] = TOKEN
    visitor.get("/nowhere", headers={"host": "planted-token.example"})
    assert "planted-token" not in "".join(lines())


def test_nobody_is_mailed_what_failed(settings):
    handlers = logging.getLogger("django").handlers
    assert [type(handler).__name__ for handler in handlers] == []

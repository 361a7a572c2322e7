"""A day's work with a planted word in every field, header, address and failure: none of it reaches the log."""

import io
import logging
import socket
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.test import Client

from audit.models import OutboxItem
from config.logs import JSONFormatter, LineFormatter
from supervision.views import home, verbs
from tests import stories
from tests.parts import site
from tests.sweeps.routes import every_route

WORD = "planted-token-Szabó"
HEADERS = {
    "user-agent": WORD,
    "referer": f"http://x.example/{WORD}",
    "x-forwarded-for": WORD,
    "x-request-id": WORD,
    "accept-language": WORD,
    "authorization": f"Bearer {WORD}",
    "idempotency-key": "planted-token-7",
    "if-none-match": WORD,
}
FILLED = {"draft_id": "0198c2f4-0000-7000-8000-000000000007", "reference": "DS-2345-6789"}


@pytest.fixture(params=[LineFormatter, JSONFormatter], ids=["line", "json"])
def written(request):
    """All that is logged, in both formats, down to the last detail."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    logging.getLogger().addHandler(handler)
    yield stream.getvalue
    logging.getLogger().removeHandler(handler)


def is_clean(text):
    return "planted" not in text.lower() and "Szab" not in text


def filled(route, incident):
    values = dict.fromkeys(route.arguments, WORD) | {"number": 2, "slug": WORD, "name": WORD} | FILLED
    values |= {name: FILLED["draft_id"] for name in route.arguments if name.endswith("_id")}
    return route.path(values | {"reference": incident.reference})


def everything_asked(person, incident, headers):
    """Every address, each method, with the word in each part of the request."""
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    fields = dict.fromkeys(
        ("body", "text", "reason", "note", "q", "login", "password", "address", "events", "to"), WORD
    )
    for route in every_route():
        address = f"{filled(route, incident)}?q={WORD}&after={WORD}"
        browser.get(address, headers=headers)
        if route.is_for_programs:
            browser.post(address, fields, content_type="application/json", headers=headers)
            browser.patch(address, fields, content_type="application/json", headers=headers)
        else:
            browser.post(address, fields, headers=headers)
        browser.generic("PLANTED-TOKEN", address, headers=headers)


@pytest.mark.parametrize("name", ["cara", "sam", "ada"])
def test_pages_and_api(name, cast, client_k, written):
    incident = stories.submitted(cast["cara"], client=client_k, what_happened=WORD)
    everything_asked(cast[name], incident, {key: value for key, value in HEADERS.items() if key != "authorization"})
    assert written().count("doorstep.access") >= 100
    assert is_clean(written())


def test_strangers(db, cara, client_k, written):
    incident = stories.submitted(cara, client=client_k, what_happened=WORD)
    browser = Client(raise_request_exception=False)
    for route in every_route():
        browser.cookies[configured.SESSION_COOKIE_NAME] = "planted-token"
        browser.get(f"{filled(route, incident)}?next={WORD}", headers=HEADERS)
        browser.post(filled(route, incident), {"login": WORD, "password": WORD}, headers=HEADERS)
    assert is_clean(written())


def test_failures_in_the_middle_of_a_page(sam, cara, client_k, written, monkeypatch):
    incident = stories.submitted(cara, client=client_k, what_happened=WORD)
    browser = Client(raise_request_exception=False)
    browser.force_login(sam)

    def fails(*_arguments, **_options):
        raise ValueError(f"{WORD} in {incident.what_happened}")

    monkeypatch.setattr(home, "inbox", fails)
    monkeypatch.setattr(verbs, "entries", fails)
    assert browser.get("/", headers=HEADERS).status_code == 500
    assert (
        browser.post(f"/incidents/{incident.reference}/acknowledge/", {"body": ""}, headers=HEADERS).status_code == 500
    )
    assert written().count("builtins.ValueError at ") == 2
    assert is_clean(written())


def test_deliveries_that_fail(sam, cara, client_k, written, monkeypatch, settings):
    from supervision import delivery, mail

    def fails(*_arguments, **_options):
        raise ConnectionError(f"cannot reach {WORD}")

    monkeypatch.setattr(mail, "message_for", fails)
    stories.submitted(cara, client=client_k, what_happened=WORD)
    delivery.deliver_due()
    assert OutboxItem.objects.get().last_error == "ConnectionError"
    assert "delivery of" in written()
    assert is_clean(written())


BROKEN = [
    b"GET /planted-token HTTP/1.1\r\nHost: 127.0.0.1\r\nplanted-token: \x00\x01\r\n\r\n",
    b"GET /planted-token planted-token\r\n\r\n",
    b"GET /planted-token HTTP/1.1\r\nplanted-token\r\n\r\n",
    b"planted-token / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /language/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: planted-token\r\n\r\nplanted-token",
    b"POST /language/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: planted-token\r\n\r\nplanted-token",
    b"GET /planted-token HTTP/1.1\r\nHost: planted-token.example\r\n\r\n",
    b"GET /planted-token?" + b"planted-token" * 700 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
]


@pytest.mark.parametrize("how", ["line", "json"])
def test_what_the_web_server_itself_cannot_read(own_database, tmp_path, how):
    with site.running(own_database.url, tmp_path, DOORSTEP_LOG_FORMAT=how) as address:
        place = urlsplit(address)
        for raw in BROKEN:
            with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
                connection.sendall(raw)
                assert connection.recv(4096)[9:10] in (b"4", b"5")
    log = (tmp_path / "site.log").read_text()
    assert "gunicorn.error" in log
    assert is_clean(log)
    assert log.count("could not read a request") >= 5
    assert log.index("Listening at") < log.index("could not read a request")

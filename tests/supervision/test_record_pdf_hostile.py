"""Hostile text in a record: nothing is fetched, nothing is markup, nothing takes the machine."""

import http.server
import threading

import pypdfium2
import pytest

from supervision.exports.printable import printable_document
from supervision.exports.render import CannotRender, record_pdf
from tests.supervision.reading import attached, findings, text_of

pytestmark = pytest.mark.usefixtures("drawing")
FURNITURE = {
    "confidential": "confidential", "page_before": "page ", "page_between": " of ", "page_after": "",
    "quote_open": "“", "quote_close": "”", "surplus": "The rest (%(count)s characters) is attached.",
}  # fmt: skip


def document(*texts, **more):
    prose = [{"kind": "prose", "label": "Note", "text": text} for text in texts]
    quote = {"kind": "quote", "text": texts[0], "lang": "hu", "note": "Hungarian, not translated"}
    section = {"number": 3, "key": "intake", "title": "Intake", "blocks": [quote, *prose]}
    return {
        "schema": "doorstep-record/1", "template": 1, "language": "en", "profile": "pseudonymised",
        "reference": "DS-7K2M-9QXT", "organisation": texts[0][:80], "title": texts[0][:80], "subtitle": texts[0][:80],
        "summary": [{"label": "Status", "value": texts[0][:80]}], "sections": [section], "print": FURNITURE,
    } | more  # fmt: skip


@pytest.fixture
def canary():
    """A server on loopback that remembers who came."""
    visits = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()
    thread.join()
    server.server_close()


VECTORS = (
    '<img src="{url}/img"/>', '<link rel="stylesheet" href="{url}/css"/>', '<link rel="attachment" href="{url}/file"/>',
    '<link rel="attachment" href="file:///etc/passwd"/>', '<style>@import url({url}/import);</style>',
    '<p style="background:url({url}/background)">x</p>', '<object data="{url}/object"></object>',
    '<embed src="{url}/embed"/>', '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/svg"/></svg>',
)  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_text_that_looks_like_markup_is_text(canary, vector):
    url, visits = canary
    hostile = vector.format(url=url)
    pdf = record_pdf(document(hostile))
    assert "".join(hostile.split()) in "".join(text_of(pdf).replace("\u200b", "").split())
    assert visits == []
    with pypdfium2.PdfDocument(pdf) as file:
        assert file.count_attachments() == 1


@pytest.mark.parametrize("vector", VECTORS)
def test_even_real_markup_fetches_nothing(drawing, canary, vector):
    url, visits = canary
    page_with_it = f'<html lang="en"><head><title>t</title></head><body>{vector.format(url=url)}<p>x</p></body></html>'
    pdf = drawing.pdf(page_with_it, identifier="0" * 32, record="{}")
    assert visits == []
    with pypdfium2.PdfDocument(pdf) as file:
        assert file.count_attachments() == 1
    assert b"root:" not in pdf


def test_broken_markup_is_refused_not_repaired(drawing):
    with pytest.raises(CannotRender, match="failed ParseError"):
        drawing.pdf("<html><p></html>", identifier="0" * 32, record="{}")


@pytest.mark.parametrize(
    "text",
    [
        "control \x00\x01\x08\x1b\x7f\x85 characters",
        "reversed \u202egnp.exe\u202c and \u2066isolated\u2069",
        "emoji 👍🏽 👩‍👩‍👧 ❤️ and CJK 漢字 and שלום and مرحبا",
        "lone \ud800 surrogate",
        "stress за́мок and zalgo a" + "\u0301\u0327" * 300,
        "soft\u00adhyphen zero\u200bwidth \ufeff",
        "]]> <![CDATA[ &amp; &#x202e; <!-- --> %s {{ print }} {% now 'Y' %}",
    ],
    ids=["control", "reversed", "emoji", "surrogate", "accents", "invisible", "code"],
)
def test_strange_characters_print_and_stay_archival(text):
    pdf = record_pdf(document(text))
    assert findings(pdf) == []
    assert not any(letter in text_of(pdf) for letter in "\x00\x1b\u202e\u2066")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("word " * 200_000, 2),
        ("x" * 1_000_000, 12),
        ("\n" * 100_000, 2),
        ("a\u0301" * 100_000, 2),
        ("<b>" * 10_000, 2),
        ("line\n" * 50_000, 2),
    ],
    ids=["words", "one word, often", "newlines", "accents", "tags", "lines"],
)
def test_a_flood_of_text_is_capped_and_said_so(text, times):
    made = document(text, *[text] * times)
    pdf = record_pdf(made)
    assert "characters) is attached." in text_of(pdf) or not text.strip()
    assert attached(pdf)["sections"][0]["blocks"][0]["text"] == text
    with pypdfium2.PdfDocument(pdf) as file:
        assert len(file) <= 60


def test_a_record_of_too_many_pages_is_refused(drawing):
    rows = [{"when": "1 Jan 2026", "who": "Somebody", "what": "Message", "parts": []} for _ in range(2000)]
    made = document("x")
    made["sections"][0]["blocks"] = [{"kind": "entries", "rows": rows}]
    with pytest.raises(CannotRender) as refusal:
        record_pdf(made)
    assert refusal.value.code == "too_long"
    assert record_pdf(document("still alive")).startswith(b"%PDF")


def test_a_child_that_hangs_is_ended_and_replaced(drawing, monkeypatch):
    from supervision.exports import render

    record_pdf(document("warm"))
    before = drawing.process.pid
    monkeypatch.setattr(render, "WALL_LIMIT", 0.001)
    with pytest.raises(CannotRender) as refusal:
        record_pdf(document("slow"))
    assert refusal.value.code == "too_slow"
    monkeypatch.undo()
    assert record_pdf(document("again")).startswith(b"%PDF")
    assert drawing.process.pid != before


def test_a_child_that_cannot_start_is_told(drawing, monkeypatch):
    from supervision.exports import render

    drawing.stop()
    monkeypatch.setattr(render.sys, "executable", "/bin/false")
    with pytest.raises(CannotRender) as refusal:
        record_pdf(document("x"))
    assert refusal.value.code == "unavailable"
    monkeypatch.undo()
    assert record_pdf(document("again")).startswith(b"%PDF")


def test_a_child_that_dies_is_replaced(drawing):
    record_pdf(document("warm"))
    drawing.process.kill()
    drawing.process.wait()
    assert record_pdf(document("again")).startswith(b"%PDF")


def test_quotation_marks_are_not_doubled():
    quoted = printable_document(document("„Mondja már”"), 1000)["sections"][0]["blocks"][0]
    plain = printable_document(document("Say it"), 1000)["sections"][0]["blocks"][0]
    assert (quoted["blocks"], plain["blocks"]) == (["„Mondja már”"], ["“Say it”"])

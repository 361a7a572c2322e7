"""From a record's document to its PDF: made printable, put into the template, typeset by a child within limits."""

import atexit
import contextlib
import hashlib
import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from django.conf import settings
from django.dispatch import Signal
from django.template.loader import render_to_string

from supervision.exports import wire
from supervision.exports.printable import printable_document
from supervision.exports.record import canonical_json

WALL_LIMIT = 20
START_LIMIT = 60
MOST_TOGETHER = 4  # one at work and those who wait for it: each holds a thread of the web server, which others need
# Characters per record. Broad letters can fill sixty pages with fewer: then less is printed, and said to be less.
RECORD_LIMITS = (200_000, 100_000, 40_000)
ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "static" / "fonts"
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


# For those who count: `outcome` (done, or a code of CannotRender) and `seconds`. No record travels with it.
rendered = Signal()


class CannotRender(Exception):
    """The record could not be printed: code is `too_long`, `too_slow`, `busy`, `unavailable` or `failed`."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code} {detail}".strip())
        self.code = code


def record_pdf(document):
    """The PDF of a document from record.record_document(): equal documents give equal bytes."""
    record = canonical_json(document)
    digest = hashlib.sha256(record).hexdigest()
    for limit in RECORD_LIMITS:
        try:
            markup = record_markup(document, digest, limit)
            return renderer().pdf(markup, identifier=digest[:32], record=record.decode("utf-8", "replace"))
        except CannotRender as refusal:
            if refusal.code != "too_long" or limit == RECORD_LIMITS[-1]:
                raise
    return None


def record_markup(document, digest, limit=RECORD_LIMITS[0]):
    """The page as strict XML; every text of a person passes the limits here and is escaped by the template."""
    return render_to_string("pdf/record.html", {**printable_document(document, limit), "digest": spaced(digest)})


def spaced(digest):
    """A digest as people compare it: its first twelve digits in fours."""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8))


class Renderer:
    """One warm child and the lock that lets one record at a time through it."""

    def __init__(self):
        self.process = None
        self.owner = None
        self.lock = threading.Lock()
        self.places = threading.BoundedSemaphore(MOST_TOGETHER)

    def pdf(self, markup, *, identifier, record):
        started, outcome = time.monotonic(), "failed"
        try:
            pdf = self._pdf(markup, identifier, record)
            outcome = "done"
            return pdf
        except CannotRender as refusal:
            outcome = refusal.code
            raise
        finally:
            rendered.send(type(self), outcome=outcome, seconds=time.monotonic() - started)

    def _pdf(self, markup, identifier, record):
        request = json.dumps({"markup": markup, "identifier": identifier, "record": record}).encode()
        if not self.places.acquire(blocking=False):
            raise CannotRender("busy")
        try:
            with self.lock:
                answer = self._answer(request)
        finally:
            self.places.release()
        return self._checked(answer)

    def _answer(self, request):
        self._ensure_child()
        try:
            return self._ask(request)
        except CannotRender:
            self.stop()
            raise

    def stop(self):
        """End the child, at once and surely: it holds nothing that could be lost."""
        process, self.process = self.process, None
        if process and self.owner == os.getpid():
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    stream.close()

    def _ensure_child(self):
        if self.process and self.owner == os.getpid() and self.process.poll() is None:
            return
        self.stop()
        if not settings.PDF_AVAILABLE:
            raise CannotRender("unavailable")
        self.process, self.owner = _start_child(), os.getpid()
        try:
            self._read(START_LIMIT)
        except (wire.Closed, CannotRender):
            self.stop()
            raise CannotRender("unavailable", "the child did not start") from None

    def _ask(self, request):
        try:
            wire.write_frame(self.process.stdin, request)
            return self._read(WALL_LIMIT)
        except (wire.Closed, OSError):
            raise CannotRender("failed", "the child ended") from None

    def _read(self, seconds):
        """One frame, or the child is too slow. The child writes a frame at once, when it is complete."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                raise CannotRender("too_slow")
        return wire.read_frame(self.process.stdout)

    @staticmethod
    def _checked(answer):
        if answer.startswith(b"%PDF-"):
            return answer
        if answer.startswith(b"too_many_pages"):
            raise CannotRender("too_long")
        raise CannotRender("failed", answer.decode("ascii", "replace"))


def _start_child():
    return subprocess.Popen(
        [sys.executable, "-m", "supervision.exports.child"],
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def child_environment():
    """Our fonts and no other; none of our secrets, which a fault in the engine could otherwise print."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    fixed = {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **fixed, "FONTCONFIG_FILE": str(_font_settings())}


def _font_settings():
    folder = Path(settings.DOORSTEP_VAR) / "fontconfig"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    content = FONTCONFIG.format(fonts=FONTS, cache=folder / "cache")
    if not path.exists() or path.read_text() != content:
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            file.write(content)
        os.replace(file.name, path)
    return path


_renderer = Renderer()
atexit.register(_renderer.stop)


def renderer():
    """The renderer of this process."""
    return _renderer

"""The engine's limits and shortcuts: the same bytes with and without them, and a child that holds no secret."""

import subprocess
import sys

import pytest

from supervision.exports import render

pytestmark = pytest.mark.usefixtures("drawing")

LETTERS = "Příliš žluťoučký kůň – árvíztűrő tükörfúrógép – räksmörgås – Щъркел – ґанок їжак – „“”«» № €"
PARAGRAPHS = "".join(f'<p class="under" lang="hu">{LETTERS * 4}</p><h3>{LETTERS[:30]}</h3>' for _ in range(40))
PAGES = f"""<html lang="cs"><head><title>t</title></head><body data-owner="o" data-proof="p" data-page-before="page "
data-page-between=" of " data-page-after=""><h1>{LETTERS}</h1><div class="panel"><p>{LETTERS}</p></div><h2>1 {LETTERS}</h2>
<blockquote><p>{LETTERS * 3}</p><p class="soft">{LETTERS}</p></blockquote><p class="answer">Done</p>{PARAGRAPHS}</body></html>"""

COMPARE = """
import sys
from config import native
native.load()
from supervision.exports import shortcuts
from supervision.exports.typeset import Typesetter
markup = sys.stdin.read()
def pdf():
    return Typesetter().pdf(markup, identifier="0" * 32, record="{}")
stock = pdf()
shortcuts.take()
assert shortcuts.line_break.Layout is shortcuts.KeptLayout, "another version of the engine: no shortcut is taken"
setter = Typesetter()
prints = {setter.pdf(markup, identifier="0" * 32, record="{}") for _ in range(3)}
print(len(stock), prints == {stock})
"""


def child(*arguments, **options):
    environment = render.child_environment()
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=render.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        **options,
    ).stdout


def test_shortcuts_print_the_same_bytes():
    length, same = child("-c", COMPARE, input=PAGES).split()
    assert int(length) > 20_000
    assert same == "True"


def test_the_child_knows_neither_django_nor_our_secrets(monkeypatch):
    monkeypatch.setenv("DOORSTEP_SECRET_KEY", "do-not-tell")
    script = "import os, sys, supervision.exports.child, supervision.exports.typeset as _; "
    script += "print('django' in sys.modules, dict(os.environ))"
    told = child("-c", script)
    assert told.startswith("False")
    assert "do-not-tell" not in told


def test_the_child_sees_only_our_fonts():
    folder = str(render.FONTS)
    listed = subprocess.run(["fc-list"], env=render.child_environment(), capture_output=True, text=True, check=False)
    assert all(line.startswith(folder) for line in listed.stdout.splitlines())


def test_the_child_is_held_to_its_memory(drawing):
    render.renderer().pdf(
        "<html lang='en'><head><title>t</title></head><body/></html>", identifier="0" * 32, record="{}"
    )
    with open(f"/proc/{drawing.process.pid}/limits") as limits:
        line = next(line for line in limits if line.startswith("Max address space"))
    assert line.split()[3] == str(512 * 1024 * 1024)


def test_whoever_finds_too_many_waiting_is_told_at_once_and_comes_again(monkeypatch):
    at_work = render.Renderer()
    monkeypatch.setattr(at_work, "_answer", lambda request: b"%PDF-")
    taken = [at_work.places.acquire(blocking=False) for _ in range(render.MOST_TOGETHER)]
    with pytest.raises(render.CannotRender) as refusal:
        at_work.pdf("", identifier="0" * 32, record="{}")
    assert (all(taken), refusal.value.code) == (True, "busy")
    at_work.places.release()
    assert at_work.pdf("", identifier="0" * 32, record="{}") == b"%PDF-"

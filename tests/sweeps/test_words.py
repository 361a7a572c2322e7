"""What must stand in no file: places of the machines it was made on, addresses of registries, secrets, loose ends."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = {".png", ".ttf", ".otf", ".ico", ".woff2", ".mo", ".pdf", ".icc", ".gz", ".br"}
# Written apart, so that this file does not hold them.
FORBIDDEN = {
    "a folder of a machine": ["/wo" + "rk/", "/tm" + "p/ds", "/roo" + "t/", "/hom" + "e/"],
    "an address of a registry": [
        "pypi." + "org",
        "pythonho" + "sted.org",
        "registry.npm" + "js.org",
        "deb.debian." + "org",
    ],
    "a loose end": ["TO" + "DO", "FIX" + "ME", "XX" + "X ", "HA" + "CK:"],
    "a private key": ["BEGIN PRIVATE " + "KEY", "BEGIN RSA PRIVATE " + "KEY"],
    "a breakpoint": ["breakpoint" + "()", "pdb.set_" + "trace"],
}
# Locks and vendored files name where they came from; that is their purpose.
EXEMPT = re.compile(r"^(static/vendor/|requirements.*\.txt$|.*\.lock$)")


# What a machine makes for itself; git leaves it out as well.
MADE = {".git", ".venv", ".native", "var", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "staticfiles"}


def tracked():
    if shutil.which("git"):
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
        if done.returncode == 0:
            return [ROOT / line for line in done.stdout.split("\0") if line]
    return [path for path in ROOT.rglob("*") if path.is_file() and not MADE & set(path.relative_to(ROOT).parts)]


FILES = [path for path in tracked() if path.suffix not in BINARY and path.is_file()]
OWN = [path for path in FILES if not EXEMPT.match(str(path.relative_to(ROOT)))]


@pytest.fixture(scope="module")
def texts():
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in OWN}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_file_holds(texts, kind):
    found = [f"{file}: {word}" for file, text in texts.items() for word in FORBIDDEN[kind] if word in text]
    assert found == []
    assert len(texts) >= 250


def test_every_text_file_is_utf_8_and_ends_with_one_line_end(texts):
    wrong = [file for file, text in texts.items() if text and (not text.endswith("\n") or "\r" in text)]
    assert [file for file in wrong if not file.startswith("locale/")] == []


def test_templates_hold_no_inline_script_style_or_handler(texts):
    """The policy of the pages forbids them, so they would silently do nothing. The printed record styles itself."""
    printed = ("templates/pdf/", "templates/emails/")
    pages = {f: t for f, t in texts.items() if f.startswith("templates/") and not f.startswith(printed)}
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    data = re.compile(r'<script[^>]*type="application/json"')
    found = [f"{f}: {m[0]}" for f, t in pages.items() for m in inline.finditer(t) if not data.match(m[0])]
    assert found == []
    assert len(pages) >= 20

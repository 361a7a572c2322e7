"""Which files the phone keeps for the time without a network, each with the digest of its bytes."""

import base64
import functools
import hashlib
import posixpath
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

PAGES_STYLES = ("base", "doorstep", "records", "pieces", "form", "live", "discreet", "referrals", "directory", "library")
STYLES = tuple(f"css/{name}.css" for name in PAGES_STYLES)
ICONS = ("icons/doorstep.svg", "icons/doorstep-192.png", "icons/doorstep-touch-180.png")
# what pages start; what these import follows by itself
MODULES = ("js/at_once.js", "js/discreet.js", "js/away.js", "js/phone/register.js", "js/phone/shell.js")
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"'`]*?["'](\.{1,2}/[^"']+)["']|\bimport\(["'](\.{1,2}/[^"']+)["']\)""", re.M)


@functools.cache
def kept_files() -> dict[str, str]:
    """Address -> integrity, as the browser checks it: a file of another version is never taken for one of this."""
    # pages name a file by its digest where files are collected, an import always by its plain name
    named = [static(name) for name in (*STYLES, *ICONS, *MODULES)]
    imported = [settings.STATIC_URL + name for name in with_imports(MODULES)]
    return {address: integrity(content_of(address)) for address in dict.fromkeys(named + imported)}


def with_imports(names) -> list[str]:
    """These modules and all that they import, each once."""
    found, open_ones = [], list(names)
    while open_ones:
        name = open_ones.pop(0)
        if name not in found:
            found.append(name)
            open_ones += imported_by(name)
    return found


def imported_by(name) -> list[str]:
    source = Path(finders.find(name)).read_text(encoding="utf-8")
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), max(pair))) for pair in IMPORT.findall(source)]


def content_of(address) -> bytes:
    """The bytes behind an address: the source, or the collected file where the name carries a digest."""
    name = address.removeprefix(settings.STATIC_URL)
    return Path(finders.find(name) or staticfiles_storage.path(name)).read_bytes()


def served(name) -> bytes:
    return content_of(static(name))


def integrity(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()

"""One text to the translation engine and its answer (the JSON of LibreTranslate). Only the worker calls this.

The address is the operator's: over https, or plain on this machine. Redirects are not followed and no proxy is asked.
"""

import json
import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 20
MOST_READ = 400_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotTranslated(Exception):
    """The engine did not answer with a translation. `code`: bad_address, unreachable, refused, malformed."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def is_usable(address: str) -> bool:
    """Whether a text may be sent to this address at all."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def translated(text: str, source: str, target: str) -> str:
    """Raises NotTranslated."""
    if not is_usable(settings.TRANSLATION_URL):
        raise NotTranslated("bad_address")
    asked = {"q": text, "source": source, "target": target, "format": "text"}
    if settings.TRANSLATION_TOKEN:
        asked["api_key"] = settings.TRANSLATION_TOKEN
    return _read(_answer(json.dumps(asked).encode()))


def _answer(body):
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Doorstep"}
    request = urllib.request.Request(settings.TRANSLATION_URL, data=body, headers=headers, method="POST")  # noqa: S310 - its scheme was checked
    opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return response.read(MOST_READ + 1)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        raise NotTranslated("refused")
    except (OSError, HTTPException):
        raise NotTranslated("unreachable")


def _read(content) -> str:
    if len(content) > MOST_READ:
        raise NotTranslated("malformed")
    try:
        text = json.loads(content)["translatedText"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotTranslated("malformed")
    if not isinstance(text, str) or not text.strip():
        raise NotTranslated("malformed")
    return text

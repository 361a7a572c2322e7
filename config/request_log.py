"""Every request gets a number, one line in the log and its place in the figures; none of them says what was asked."""

import contextlib
import logging
import re
import secrets
import time

from django.conf import settings

from config import metrics
from config.logs import current_request, method_of

log = logging.getLogger("doorstep.access")
# What proxies make: hexadecimal digits, so that no word can come in with it
FROM_PROXY = re.compile(r"[0-9A-Fa-f-]{16,64}")


class RequestLogMiddleware:
    """The outermost: it sees every answer, refusals and failures included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number = _number(request)
        before = current_request.set(request.number)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request.number
            _note(request, response.status_code, time.perf_counter() - started)
        finally:
            current_request.reset(before)
        return response


def _number(request):
    """A trusted proxy's number for the request, so that both logs can be laid side by side; else our own."""
    given = request.headers.get("X-Request-Id", "") if settings.BEHIND_PROXY else ""
    return given if FROM_PROXY.fullmatch(given) else secrets.token_hex(8)


def _note(request, status, seconds):
    route, method = route_of(request), method_of(request)
    metrics.count_request(route, method, status, seconds)
    known = {
        "route": route,
        "method": method,
        "status": status,
        "ms": round(seconds * 1000),
        "person": _person(request),
    }
    level = logging.DEBUG if route == "static" else logging.INFO
    log.log(level, "%(status)s %(method)s %(route)s %(ms)s ms", known, extra={"access": known})


def route_of(request) -> str:
    """The name of the route: few, and never a part of the address that somebody typed."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def _person(request) -> str | None:
    """Who it was, where that is known by now; a failing database must not fail the line as well."""
    with contextlib.suppress(Exception):
        user = getattr(request, "user", None)
        return str(user.pk) if user is not None and user.is_authenticated else None
    return None

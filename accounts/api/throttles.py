"""How often somebody may ask: per person, per token, and per address where nobody said who they are.

Counted in windows that begin at another moment for each, by one atomic addition: exact among the threads of a process,
and among processes that share a cache (DOORSTEP_THROTTLE_CACHE).
"""

import contextlib
import ipaddress
import logging
import time
from zlib import crc32

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.exceptions import PermissionDenied as NotPermitted
from rest_framework.throttling import BaseThrottle

from accounts.api.authentication import bearer_text
from accounts.scopes import SAFE_METHODS
from accounts.tokens import digest_of

log = logging.getLogger("doorstep.throttles")
HEAVY = "heavy"
KNOWN_FOR = 10 * 60  # seconds for which a token that was good is not held up by its neighbours' wrong ones


class PersonThrottle(BaseThrottle):
    """The view's `throttle_scope`, or `read` and `write` by method."""

    waiting = None

    def allow_request(self, request, view):
        scope = _scope(request, view)
        self.waiting = take(scope, _who(request, scope))
        return self.waiting is None

    def wait(self):
        return self.waiting


def take(scope, who) -> int | None:
    """One request more; seconds to wait where it is one too many."""
    return _asked(scope, who, _add)


@contextlib.contextmanager
def strangers(request, view):
    """Around finding out who it is: who keeps asking without a name or with wrong tokens waits before any query."""
    scope, address = _scope(request, view), _address(request)
    waiting = _asked(scope, address, _read) if _could_be_anybody(request) else None
    if waiting is not None:
        raise Throttled(waiting)
    try:
        yield
    except (AuthenticationFailed, NotPermitted):  # wrong, or good for reading only
        take(scope, address)
        _forget_good(request)
        raise
    _remember_good(request)


def _asked(scope, who, count) -> int | None:
    if scope not in settings.API_LIMITS:
        return None
    most, period = settings.API_LIMITS[scope]
    window, passed = divmod(int(time.time()) + crc32(who.encode()) % period, period)
    key = f"{scope}:{who}:{window}"
    return period - passed if _in_cache(count, key, period, otherwise=0) > most else None


def _in_cache(use, *arguments, otherwise=None):
    """A cache that is away must not close the site: then nothing is counted, and the log says so."""
    try:
        return use(caches["throttle"], *arguments)
    except Exception as error:
        log.warning("requests are not counted: %s", type(error).__name__)
        return otherwise


def _add(cache, key, period):
    for _ in range(3):  # the entry may fall out of a full cache between the two calls
        cache.add(key, 0, timeout=period)
        with contextlib.suppress(ValueError):
            return cache.incr(key)
    return 1


def _read(cache, key, period):
    """How it would be counted, without counting it."""
    return cache.get(key, 0) + 1


def _is_known(cache, key):
    return cache.get(key, False)


def _note_known(cache, key):
    cache.set(key, True, timeout=KNOWN_FOR)


def _note_unknown(cache, key):
    cache.delete(key)


def _scope(request, view):
    return view.throttle_scope or ("read" if request.method in SAFE_METHODS else "write")


def _who(request, scope):
    """What is heavy counts for the person, however many tokens she makes."""
    if request.auth is not None and scope != HEAVY:
        return f"token:{request.auth.pk}"
    return f"person:{request.user.pk}" if request.user.is_authenticated else _address(request)


def _address(request):
    """One address, or the network that one household has in the newer kind of addresses."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):  # through a socket of this machine, where nobody has an address
        return "address:unknown"
    return (
        f"address:{address}" if address.version == 4 else f"address:{ipaddress.ip_network((address, 64), strict=False)}"
    )


def _could_be_anybody(request):
    text = bearer_text(request)
    if text is None:
        return settings.SESSION_COOKIE_NAME not in request.COOKIES
    return not _in_cache(_is_known, _known(text), otherwise=False)


def _remember_good(request):
    if request.auth is not None:
        _in_cache(_note_known, _known(bearer_text(request)))


def _forget_good(request):
    """Revoked, or used for what it is not for: from now on it waits like any other."""
    if text := bearer_text(request):
        _in_cache(_note_unknown, _known(text))


def _known(text):
    return f"known:{digest_of(text)}"

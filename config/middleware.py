"""What every response has in common: headers by class, the end of a session, the person's language, pages for refusals.

A view whose response is no page says so: `response.response_class = "file"` (or "service_worker", "api").
"""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from accounts import signing_in
from accounts.sessions import person_of
from accounts.views.language import keep_language
from boundaries.phone.worker import version
from config import refusals

MOST_READ = 64 * 1024 * 1024  # of what is refused
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types doorstep"
)
POLICIES = {
    "page": _PAGE,
    # a page that shows another one of ours in a frame, and that one: it runs nothing and sends nothing
    "framing": f"{_PAGE}; frame-src 'self'",
    "framed": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'none';"
        " base-uri 'none'; frame-ancestors 'self'"
    ),
    # its own response rules what the worker may fetch
    "service_worker": "default-src 'none'; connect-src 'self'; script-src 'self'",
    "file": _NOTHING + "; sandbox",
    "api": _NOTHING,
    "static": _NOTHING,
}
PAGES = frozenset({"page", "framing", "framed"})


class ResponseClassMiddleware:
    """Sets the security headers of the response's class; personal pages are never stored by a cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = getattr(response, "response_class", None) or _class_of(request)
        response["Content-Security-Policy"] = POLICIES[kind]
        for header, value in COMMON.items():
            response.setdefault(header, value)
        if kind != "static":
            response.setdefault("Cache-Control", "no-store")
        if kind in PAGES:  # the phone's worker tells by it our pages from a proxy's, and another version's from its own
            response["Doorstep-Version"] = version()
        if response.status_code >= 400:
            _read_to_the_end(request)
        return response


def _read_to_the_end(request):
    """A browser that is still sending when the connection closes shows its own error instead of our page."""
    try:
        for _ in range(MOST_READ // 65_536):
            if not request.read(65_536):
                return
    except OSError:
        pass  # it stopped sending, or what came is read already


def _class_of(request) -> str:
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    return "api" if refusals.is_for_program(request) else "page"


class PersonMiddleware(AuthenticationMiddleware):
    """request.user: the person who came with the session, or nobody."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request))


class SessionEndMiddleware:
    """Signs out whoever signed in too long ago; the session is removed on the server."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and signing_in.is_over(request.session):
            logout(request)
        return self.get_response(request)


class KnownSessionMiddleware(SessionMiddleware):
    """Looks up only keys that could be ours: a database refuses some of the others with an error."""

    def process_request(self, request):
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if not (key.isascii() and key.isalnum()):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)


class LanguageMiddleware:
    """The signed-in person's language and local time; before signing in, the language chosen or the browser's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        language = user.language if user.is_authenticated else translation.get_language_from_request(request)
        request.LANGUAGE_CODE = language
        zone = user.organisation.time_zone if user.is_authenticated else None
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.setdefault("Content-Language", request.LANGUAGE_CODE)  # a token's person may speak another
        if user.is_authenticated and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
            _remember(response, language)
        return response


def _remember(response, language):
    """Beside the person's own choice: on a bad day nobody can be looked up, and the page is in her language still."""
    if settings.LANGUAGE_COOKIE_NAME not in response.cookies:
        keep_language(response, language)


class RefusalPageMiddleware:
    """A page instead of Django's empty answer where an address knows the method not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = refusals.refuse(request, 405)
        page["Allow"] = response["Allow"]
        return page

"""What every response has in common: headers by response class, and the language of the person."""

from django.conf import settings
from django.utils import translation

# Each view's response belongs to one class; a view marks anything but a page with @response_class.
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
POLICIES = {
    "page": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
        " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
    ),
    "service_worker": "default-src 'none'; connect-src 'self'; script-src 'self'",
    "file": _NOTHING + "; sandbox",
    "api": _NOTHING,
    "static": _NOTHING,
}


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
        return response


def _class_of(request) -> str:
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    return "api" if request.path.startswith("/api/") else "page"


def response_class(kind):
    """Mark a view's responses as belonging to another class than page."""

    def decorate(view):
        def marked(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response.response_class = kind
            return response

        marked.__name__, marked.__doc__, marked.__wrapped__ = view.__name__, view.__doc__, view
        return marked

    return decorate


class LanguageMiddleware:
    """The signed-in person's language; before signing in, the one chosen or the browser's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        language = user.language if user.is_authenticated else _of_visitor(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


def _of_visitor(request) -> str:
    return translation.get_language_from_request(request)

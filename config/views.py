"""Answers of the whole site: refusals, and whether it is alive."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.views.decorators.http import require_safe

from accounts.access import open_to_everybody
from config import readiness
from config.refusals import refuse, refuse_plainly

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
WAIT_SECONDS = 15 * 60


def csrf_failure(request, reason=""):
    """The form's key is missing or too old, or the browser keeps no cookie on an address without https."""
    without_https = settings.PROFILE == "demo" and not request.is_secure()
    kept_none = reason == REASON_NO_CSRF_COOKIE and not settings.PLAIN_COOKIES and without_https
    return refuse(request, 403, words="cookie" if kept_none else "csrf")


def bad_request(request, exception=None):
    return refuse(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def forbidden(request, exception=None):
    return refuse(request, 403)


def not_found(request, exception=None):
    return refuse(request, 404)


def too_many_requests(request, exception=None):
    response = refuse(request, 429)
    response["Retry-After"] = WAIT_SECONDS
    return response


def server_error(request):
    try:
        return refuse(request, 500)
    except Exception:
        return refuse_plainly(500)


@open_to_everybody
@require_safe
def healthz(request):
    """Alive, and the database answers."""
    readiness.database_answers()
    return HttpResponse("ok", content_type="text/plain")


@open_to_everybody
@require_safe
def readyz(request):
    """Ready to work, or the names of the parts that are not."""
    missing = readiness.missing()
    words = f"not ready: {', '.join(missing)}" if missing else "ok"
    return HttpResponse(words, content_type="text/plain", status=503 if missing else 200)

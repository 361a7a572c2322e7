"""Answers of the whole site: refusals, and whether it is alive."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from accounts.access import open_to_everybody
from config import metrics, readiness
from config.refusals import refuse, refuse_for_now, refuse_plainly
from config.unavailable import RETRY_SECONDS, is_unavailable

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
WAIT_SECONDS = 15 * 60
READY_AGAIN_SECONDS = 10


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
    """Django asks for this while it handles the failure, wherever it happened: the kind of failure tells the rest."""
    if is_unavailable(sys.exc_info()[1]):
        return refuse_for_now(request)
    try:
        return refuse(request, 500)
    except Exception:
        return refuse_plainly(500, number=getattr(request, "number", ""))


@open_to_everybody
@require_safe
def healthz(request):
    """Alive, and the database answers."""
    try:
        readiness.database_answers()
    except (DatabaseError, InterfaceError):
        gone = HttpResponse("the database does not answer", content_type="text/plain", status=503)
        gone["Retry-After"] = RETRY_SECONDS
        return gone
    return HttpResponse("ok", content_type="text/plain")


@open_to_everybody
@require_safe
def readyz(request):
    """Ready to work, or the names of the parts that are not; with the reasons for who asks for JSON."""
    parts = readiness.standing()
    missing = [name for name, said in parts.items() if said != "ok"]
    status = 503 if missing else 200
    if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
        response = JsonResponse({"ready": not missing, "parts": parts}, status=status)
    else:
        words = f"not ready: {', '.join(missing)}" if missing else "ok"
        response = HttpResponse(words, content_type="text/plain", status=status)
    if missing:
        response["Retry-After"] = READY_AGAIN_SECONDS
    return response


@open_to_everybody
@require_safe
def figures(request):
    """The figures, for who knows the token; without one set, nothing is here."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        refused = HttpResponse("Say the token: Authorization: Bearer ...", content_type="text/plain", status=401)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    response = HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)
    response.response_class = "api"
    return response

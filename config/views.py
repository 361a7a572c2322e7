"""Answers of the whole site: refusals, and whether it is alive."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The form's key was missing or too old; what was saved is safe, and signing in again gives a new one."""
    return render(request, "errors/csrf.html", status=403)


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    return render(request, "errors/500.html", status=500)


def healthz(request):
    """Alive, and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")

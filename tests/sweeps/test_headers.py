"""Every answer carries exactly the headers of its class, whatever the method and whatever went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

CLASSES = {
    "page": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
        " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types doorstep"
    ),
    "service_worker": "default-src 'none'; connect-src 'self'; script-src 'self'",
    "file": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    "api": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "static": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")


def answers_with(kind):
    def view(request):
        response = HttpResponse("content")
        response.response_class = kind
        return response

    return view


def boom(request):
    raise RuntimeError("planted-token-in-an-error")


def refused(request):
    raise PermissionDenied


urlpatterns = [
    path("boom", boom),
    path("refused", refused),
    path("api/boom", boom),
    path("worker.js", answers_with("service_worker")),
    path("some.pdf", answers_with("file")),
    path("", include("config.urls")),
]
handler400, handler403 = "config.views.bad_request", "config.views.forbidden"
handler404, handler500 = "config.views.not_found", "config.views.server_error"


@pytest.fixture
def visitor(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def check(response, kind):
    assert response["Content-Security-Policy"] == CLASSES[kind]
    for header, value in EVERYWHERE.items():
        assert response[header] == value, header
    if kind != "static":
        assert "no-store" in response["Cache-Control"]
    assert "Server" not in response
    assert "X-Powered-By" not in response


PLACES = {
    "/accounts/login/": "page",
    "/settings/": "page",
    "/policies/": "page",
    "/healthz": "page",
    "/readyz": "page",
    "/metrics": "page",
    "/nowhere/": "page",
    "/boom": "page",
    "/refused": "page",
    "/language/": "page",
    "/api/nowhere/": "api",
    "/api/boom": "api",
    "/worker.js": "service_worker",
    "/some.pdf": "file",
    "/static/css/doorstep.css": "static",
    "/static/nowhere.css": "static",
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("place", PLACES)
def test_exactly_the_headers_of_its_class(visitor, place, method):
    response = getattr(visitor, method)(place)
    check(response, PLACES[place])
    response.close()


EXPECTED = [
    ("get", "/language/", {}, 405),
    ("get", "/nowhere/", {}, 404),
    ("get", "/refused", {}, 403),
    ("get", "/boom", {}, 500),
    ("post", "/language/", {"data": {"language": "xx"}}, 400),
    ("post", "/language/", {"data": "x" * 3_000_000, "content_type": "application/x-www-form-urlencoded"}, 413),
    ("post", "/language/", {"data": {"next": "x" * 3_000_000}}, 413),
    ("post", "/language/", {"data": {f"field{number}": "1" for number in range(501)}}, 413),
    ("post", "/language/", {"data": b"no boundary", "content_type": "multipart/form-data"}, 400),
    ("get", "/accounts/login/", {"headers": {"host": "evil.example"}}, 400),
]


@pytest.mark.parametrize(("method", "place", "request_options", "status"), EXPECTED)
def test_every_refusal_is_a_page_that_says_what_is_safe_and_what_to_do(visitor, method, place, request_options, status):
    headers = {"accept-language": "hu"} | request_options.pop("headers", {})
    response = getattr(visitor, method)(place, headers=headers, **request_options)
    assert response.status_code == status
    check(response, "page")
    page = response.content.decode()
    assert '<html lang="hu">' in page
    assert page.count("<h1>") == 1
    assert page.count("<p>") >= 3
    assert "planted-token" not in page
    assert "Traceback" not in page


def test_programs_get_json(visitor):
    response = visitor.get("/api/nowhere/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json()["detail"]


def test_without_its_frame_an_error_still_is_a_page(visitor, monkeypatch):
    monkeypatch.setattr("config.views.refuse", boom)
    response = visitor.get("/boom")
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()
    check(response, "page")


def test_every_cookie_is_secure_and_for_this_host_alone(visitor):
    visitor.get("/accounts/login/")
    visitor.post("/language/", {"language": "hu"})
    assert set(visitor.cookies) == {"__Host-doorstep-csrf", "__Host-doorstep-language"}
    for cookie in visitor.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_a_form_sent_without_the_cookie_says_why(visitor):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/accounts/login/", {"login": "x", "password": "y"})
    assert page.status_code == 403
    assert "DOORSTEP_PLAIN_COOKIES" in page.content.decode()
    strict.get("/accounts/login/")
    page = strict.post("/accounts/login/", {"login": "x", "password": "y", "csrfmiddlewaretoken": "z" * 64})
    assert page.status_code == 403
    assert "open for too long" in page.content.decode()

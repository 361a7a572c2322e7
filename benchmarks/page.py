"""A signed-in page without a list, against a view that does nothing, through the same middleware, in one process (P2)."""

import io
import statistics
import sys
import time

from benchmarks.sides import each_database
from benchmarks.table import Results

ROUNDS, QUICK_ROUNDS, WARM = 300, 60, 10
IN_A_ROUND = 5
BOUND, MOST_QUERIES = 10, 1
PAGE, NOTHING = "/settings/", "/nothing/"


def main(arguments):
    results = Results(f"A signed-in page ({PAGE}) against a view that does nothing")
    for name, found in each_database("benchmarks.page", QUICK_ROUNDS if "--quick" in arguments else ROUNDS):
        results.row(f"{name}: page, nothing", f"{found['page']:.2f} ms, {found['nothing']:.3f} ms")
        results.row(f"{name}: queries", found["queries"])
        results.figure(f"page.ratio_{name}", found["ratio"], BOUND)
        results.figure(f"page.person_queries_{name}", found["of_person"], MOST_QUERIES)
    return results.close()


# ---- in the process of one database


def measure(rounds) -> dict:
    """Times of whole requests through the WSGI door; in each round about as long on either side."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.ROOT_URLCONF = "benchmarks.page_urls"
    from config.wsgi import application

    cookie = _signed_in()
    for _ in range(WARM):
        ask(application, PAGE, cookie)
        ask(application, NOTHING)
    with CaptureQueriesContext(connection) as captured:
        ask(application, PAGE, cookie)
        asked = [query["sql"] for query in captured.captured_queries]
    page, nothing = [], []
    for _ in range(rounds):
        page.append(statistics.fmean(ask(application, PAGE, cookie) for _ in range(IN_A_ROUND)))
        nothing.append(statistics.fmean(ask(application, NOTHING) for _ in range(IN_A_ROUND * BOUND)))
    return {
        "page": statistics.median(page) * 1000,
        "nothing": statistics.median(nothing) * 1000,
        "ratio": statistics.median(left / right for left, right in zip(page, nothing, strict=True)),
        "queries": len(asked),
        "of_person": sum("django_session" in sql or 'FROM "accounts_user"' in sql for sql in asked),
    }


def _signed_in() -> str:
    """The cookies of a browser in which a caregiver is signed in and has seen a page."""
    from django.test import Client

    from accounts.models import User
    from benchmarks.submission import make_service

    browser = Client()
    caregiver = User.objects.get(pk=make_service().caregivers[0][0].pk)
    browser.force_login(caregiver, backend="accounts.backends.PersonBackend")
    browser.get(PAGE)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())


def ask(application, path, cookie="") -> float:
    """Seconds of one whole request and its answer."""
    told = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000", "HTTP_COOKIE": cookie,
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
    }  # fmt: skip
    start = time.perf_counter()
    answer = application(environ, lambda status, headers: told.append(status))
    for _part in answer:
        pass
    answer.close()
    seconds = time.perf_counter() - start
    if told != ["200 OK"]:
        raise RuntimeError(f"{path}: {told}")
    return seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

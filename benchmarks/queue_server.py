"""One process that asks for the queue's page on one database, so that two databases can be measured turn by turn.

It reads lines of JSON on its standard input ({"person", "address", "times"}) and answers each with one line.
"""

import functools
import json
import os
import subprocess
import sys
import time

LOGGED_IN = "accounts.backends.PersonBackend"


class Server:
    """The other end: started for a database, asked for pages, stopped."""

    def __init__(self, url):
        environment = {**os.environ, "DATABASE_URL": url}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.queue_server"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, **question) -> dict:
        """`milliseconds` of each request, `queries` of one, `rows` on the page."""
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def serve():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    browsers = {}
    for line in sys.stdin:
        question = json.loads(line)
        name = question["person"]
        browsers[name] = browsers.get(name) or signed_in(name)
        print(json.dumps(answer(browsers[name], question["address"], question["times"])), flush=True)


def signed_in(name):
    """A browser of the first person of that given name in the newest synthetic service."""
    from django.test import Client

    from accounts.models import User

    browser = Client()
    browser.force_login(User.objects.filter(given_name=name).order_by("id").first(), backend=LOGGED_IN)
    return browser


def answer(browser, address, times) -> dict:
    address = deep(address) if address.startswith("deep:") else address
    queries = []
    page = counted(browser, address, queries)
    milliseconds = []
    for _ in range(times):
        start = time.perf_counter()
        browser.get(address)
        milliseconds.append((time.perf_counter() - start) * 1000)
    return {"milliseconds": milliseconds, "queries": len(queries), "rows": page.count('<td class="due">')}


@functools.cache
def deep(address):
    """`deep:half` is the page that starts half-way down everything owed in the service."""
    from boundaries.models import Incident
    from supervision.queue import ORDER, Cursor

    owed = Incident.objects.open().filter(due_at__isnull=False).exclude(status="escalated")
    row = owed.order_by(*ORDER)[owed.count() // 2]
    return f"/queue/?view=answer&after={Cursor.of(0, row)}"


def counted(browser, address, queries) -> str:
    from django.db import connection

    def note(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = browser.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response.content.decode()


if __name__ == "__main__":
    serve()

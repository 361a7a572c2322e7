"""Every hostile input against the running site: refused or done in time and memory, and nobody else waits for it.

Each is sent as a person would send it; meanwhile a bystander asks for a page of her own again and again.
"""

import contextlib
import http.client
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.bystander import Bystander
from benchmarks.memory import family, peak
from benchmarks.table import Results

SECONDS, MEGABYTES, SLOWDOWN = 20, 512, 2
QUIET, QUIET_QUICK = 20, 6  # seconds of the bystander alone, before and after
CSRF = "c" * 32


@dataclass
class Sender:
    """One signed-in person and her connection to the site."""

    port: int
    cookies: str

    def send(self, method, path, body=b"", kind="application/json", **headers):
        """(status, body) of one request; a connection that the site closes counts as a refusal (status 0)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        headers = {"Cookie": self.cookies, "X-CSRFToken": CSRF, "Content-Type": kind} | headers
        headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (http.client.HTTPException, OSError):
            return 0, b""
        finally:
            connection.close()

    def json(self, method, path, content):
        return self.send(method, path, json.dumps(content))


@dataclass(frozen=True)
class Bomb:
    """One hostile input: how it is sent, and with which statuses it may end."""

    name: str
    send: object
    allowed: tuple = (400, 409, 413, 415, 422)


def main(arguments):
    quick = "--quick" in arguments
    results = Results("Hostile input against the running site")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "CRITICAL"}
        os.environ["DOORSTEP_PERSON_LIMITS"] = "off"  # one person does the work of many
        os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/bombs.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DOORSTEP_API_LIMITS"] = "read=100000/min,write=100000/min,upload=100000/min,heavy=100000/min"
        measure(results, Path(folder), QUIET_QUICK if quick else QUIET)
    return results.close()


def measure(results, folder, quiet):
    import django

    django.setup()
    from benchmarks import bombs_prepared, bombs_sent
    from tests.parts import site

    people, records = bombs_prepared.make()
    with site.running(os.environ["DATABASE_URL"], folder, DJANGO_SETTINGS_MODULE="config.settings") as address:
        port = urlsplit(address).port
        senders = {name: Sender(port, f"{cookie}; __Host-doorstep-csrf={CSRF}") for name, cookie in people.items()}
        server = bombs_prepared.listening_process(port)
        before = max(peak(pid) for pid in family(server))
        bystander = Bystander(port, "/settings/", people["sam"])
        time.sleep(quiet)
        outcomes = [thrown(bomb, server) for bomb in bombs_sent.everything(senders, records)]
        time.sleep(quiet)
        report(results, outcomes, bystander.stop(), before)


@dataclass
class Outcome:
    bomb: Bomb
    start: float
    seconds: float
    status: int
    megabytes: float


def thrown(bomb, server) -> Outcome:
    start = time.monotonic()
    status = bomb.send()
    seconds = time.monotonic() - start
    return Outcome(bomb, start, seconds, status, max(peak(pid) for pid in family(server)))


def report(results, outcomes, requests, before):
    spans = [(outcome.start, outcome.start + outcome.seconds) for outcome in outcomes]
    during = [seconds for moment, seconds, _ in requests if any(a <= moment <= b for a, b in spans)]
    alone = [seconds for moment, seconds, _ in requests if not any(a - 1 <= moment <= b + 1 for a, b in spans)]
    for outcome in outcomes:
        verdict = "" if outcome.status in outcome.bomb.allowed else "  NOT EXPECTED"
        results.row(outcome.bomb.name, f"{outcome.status}, {outcome.seconds:.2f} s{verdict}")
    results.row("bystander alone", f"{p95(alone) * 1000:.1f} ms p95 of {len(alone)}")
    results.row("bystander meanwhile", f"{p95(during) * 1000:.1f} ms p95 of {len(during)}")
    results.row("largest process before and after", f"{before:.0f} and {max(o.megabytes for o in outcomes):.0f} MB")
    results.figure("bombs.unexpected", sum(o.status not in o.bomb.allowed for o in outcomes), 0)
    results.figure("bombs.seconds", max(o.seconds for o in outcomes), SECONDS)
    results.figure("bombs.megabytes", max(o.megabytes for o in outcomes), MEGABYTES)
    results.figure("bombs.others_p95", p95(during) / p95(alone), SLOWDOWN)
    results.figure("bombs.others_refused", sum(status != 200 for *_, status in requests), 0)
    results.figure("bombs.thrown", len(outcomes), 25, at_most=False)


def p95(values) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main(sys.argv[1:]))

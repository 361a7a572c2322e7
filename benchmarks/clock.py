"""One pass of the clock over a million obligations and over ten thousand, a thousand due in each: it costs the due ones.

Half of the others were met, half have their time still to come. The two sizes are two databases, each with a process of
its own, and take turns: a tenth of what is due at a time, first one, then the other. Whatever else the machine does
slows both down alike.
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import time

from benchmarks.postmaster import Postmaster
from benchmarks.table import Results
from tests.parts import postgres as part
from tests.parts.site import ROOT

DUE, QUICK_DUE = 1_000, 60
SMALL, LARGE = 10, 1_000  # obligations for each that is due
ROUNDS = 10
MOST = 1.5


def main(arguments):
    due = QUICK_DUE if "--quick" in arguments else DUE
    results = Results(f"A pass over {due * LARGE:,} obligations and over {due * SMALL:,}, {due:,} due in each")
    for name, urls in databases(arguments):
        small, large = (Side(url, due * many) for url, many in zip(urls, (SMALL, LARGE), strict=True))
        for number in range(ROUNDS):
            for side in (small, large) if number % 2 else (large, small):
                side.one_pass(due // ROUNDS)
        for side in (small, large):
            seconds = sum(side.seconds)
            results.row(f"{name}: over {side.size:,}", f"{seconds:.2f} s, {seconds / due * 1000:.1f} ms for each that is due")
            results.row(f"{name}: over {side.size:,}, nothing due", f"{side.nothing() * 1000:.1f} ms")
            side.close()
        results.figure(f"clock.{name}.not_done", 2 * due - small.done - large.done, 0)
        results.figure(f"clock.{name}.ratio", sum(large.seconds) / sum(small.seconds), MOST)
    return results.close()


def databases(arguments):
    """(name, two fresh databases): both, or the one that was named."""
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        if "postgres" not in arguments:
            yield "sqlite", [f"sqlite:///{folder}/{size}.sqlite3" for size in ("small", "large")]
        if part.binaries() and "sqlite" not in arguments:
            with Postmaster() as postmaster:
                yield "postgres", [postmaster.database(size) for size in ("small", "large")]


class Side:
    """A process with a database of this many obligations; it does one pass whenever it is told how many become late."""

    def __init__(self, url, size):
        self.size, self.seconds, self.done = size, [], 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.clock", "side", str(size)],
            cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._answer()

    def one_pass(self, due):
        seconds, done = self._ask(due)
        self.seconds.append(seconds)
        self.done += done

    def nothing(self):
        return min(self._ask(0)[0] for _ in range(3))

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _ask(self, due):
        print(due, file=self.process.stdin, flush=True)
        return self._answer()

    def _answer(self):
        while not (line := self.process.stdout.readline()).startswith("["):
            if not line:
                raise SystemExit("A side of the benchmark ended.")
        return json.loads(line)


def side(size):
    """In its own process: prepare, then a pass for each line that asks for one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.submission import make_service

    call_command("migrate", verbosity=0)
    service = make_service(1)
    fill(size)
    print("[]", flush=True)
    for line in sys.stdin:
        if int(line):
            make_late(service, int(line))
        seconds, done = timed_pass()
        print(json.dumps([seconds, len(done.rows("marked late"))]), flush=True)


def timed_pass():
    from supervision import clock

    began = time.perf_counter()
    done = clock.run()
    return time.perf_counter() - began, done


def make_late(service, due):
    """So many reports that nobody has answered, each owed since a moment ago."""
    from boundaries.choices import Status
    from boundaries.models import Incident
    from supervision.synthetic import Load

    class Waiting(Load):
        def _stage(self, is_open):
            return Status.SUBMITTED, True

        def _moment(self, number, is_open):
            return self.now - datetime.timedelta(hours=30)

        def _incident(self, *arguments):
            due_at = self.now - datetime.timedelta(minutes=1)
            return super()._incident(*arguments) | {"urgent": False, "safety_concern": "no", "due_at": due_at}

    Waiting(service, due, seed=Incident.objects.count()).write()
    analyse()


# -- the others ----------------------------------------------------------------------------------------------

COLUMNS = """organisation_id, kind, subject_type, subject_id, incident_id, owner_id,
    opened_at, remind_at, due_at, reminded_at, breached_at, met_at, cancelled_at, id"""
SQLITE = f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %(more)s)
    INSERT INTO supervision_deadline ({COLUMNS})
    SELECT %(organisation)s, 'reply', 'boundaries.incident', lower(hex(randomblob(16))), NULL, %(owner)s,
        %(opened)s, datetime(%(later)s, '+' || i || ' seconds'), datetime(%(later)s, '+' || (i + 21600) || ' seconds'),
        NULL, NULL, CASE WHEN i %% 2 = 0 THEN %(opened)s END, NULL, lower(hex(randomblob(16))) FROM n"""
POSTGRES = f"""INSERT INTO supervision_deadline ({COLUMNS})
    SELECT %(organisation)s, 'reply', 'boundaries.incident', gen_random_uuid(), NULL, %(owner)s,
        %(opened)s, %(later)s + i * interval '1 second', %(later)s + (i + 21600) * interval '1 second',
        NULL, NULL, CASE WHEN i %% 2 = 0 THEN %(opened)s END, NULL, gen_random_uuid()
    FROM generate_series(1, %(more)s) AS n(i)"""


def fill(size):
    """Up to so many obligations that are not due; those of earlier passes count among them."""
    from django.db import connection
    from django.utils import timezone

    from accounts.models import User
    from supervision.models import Deadline

    owner = User.objects.order_by("pk").first()
    keys = {"organisation": owner.organisation_id, "owner": owner.pk}
    times = {"opened": timezone.now() - datetime.timedelta(days=1), "later": timezone.now() + datetime.timedelta(days=1)}
    more = {"more": size - Deadline.objects.count()}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            keys = {name: key.hex for name, key in keys.items()}
            times = {name: moment.strftime("%Y-%m-%d %H:%M:%S") for name, moment in times.items()}
            cursor.execute(SQLITE, keys | times | more)
        else:
            cursor.execute(POSTGRES, keys | times | more)


def analyse():
    """So that the database knows its tables, as a running one does."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    side(int(sys.argv[2])) if sys.argv[1:2] == ["side"] else sys.exit(main(sys.argv[1:]))

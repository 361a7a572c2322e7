"""One pass of the clock over a million obligations and over ten thousand, a thousand due in each: it costs the due ones.

Half of the others were met, half have their time still to come. Each is measured twice, smaller and larger one after
the other in one database, and the faster pass counts.
"""

import datetime
import sys
import time

from benchmarks.sides import each_database
from benchmarks.table import Results

DUE, QUICK_DUE = 1_000, 60
SMALL, LARGE = 10, 1_000  # obligations for each that is due
MOST = 1.5


def main(arguments):
    due = QUICK_DUE if "--quick" in arguments else DUE
    results = Results(f"A pass over {due * LARGE:,} obligations and over {due * SMALL:,}, {due:,} due in each")
    for name, found in each_database("benchmarks.clock", due):
        for size, seconds in found["seconds"].items():
            each = ", ".join(f"{second:.2f}" for second in seconds)
            results.row(f"{name}: over {int(size):,}", f"{each} s, {min(seconds) / due * 1000:.1f} ms for each that is due")
        for size, seconds in found["nothing"].items():
            results.row(f"{name}: over {int(size):,}, nothing due", f"{seconds * 1000:.1f} ms")
        small, large = (min(seconds) for seconds in found["seconds"].values())
        results.figure(f"clock.{name}.not_done", found["not_done"], 0)
        results.figure(f"clock.{name}.ratio", large / small, MOST)
    return results.close()


def measure(due) -> dict:
    """Runs in a process of its own, on a fresh database."""
    from benchmarks.submission import make_service

    service = make_service(1)
    found = {"seconds": {}, "nothing": {}, "not_done": 0}
    for many in (SMALL, LARGE):
        size = due * many
        fill(size - due)
        passes = [one_pass(service, due) for _ in range(2)]
        found["seconds"][size] = [seconds for seconds, _done in passes]
        found["not_done"] += sum(due - done for _seconds, done in passes)
        found["nothing"][size] = min(timed_pass()[0] for _ in range(3))
    return found


def one_pass(service, due):
    """(seconds, how many were marked) of a pass in which so many incidents have just become late."""
    make_late(service, due)
    seconds, done = timed_pass()
    return seconds, len(done.rows("marked late"))


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
    sys.exit(main(sys.argv[1:]))

"""Four processes write into one SQLite file at the same time: how long each waits, and that none is told "locked".

One transaction is what an act does: the row read and held, a guarded change, an event with its hash, through the models.
The raw loop beside it does the same two writes with Python's sqlite3 alone, waiting as SQLite waits by itself.
"""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from benchmarks.table import Results

ROOT = Path(__file__).resolve().parent.parent
WRITERS, TRANSACTIONS = 4, 20_000
P99_MS, MAX_MS = 50, 1_000


def main(arguments):
    count = TRANSACTIONS // 20 if "--quick" in arguments else TRANSACTIONS
    results = Results(f"{WRITERS} processes, {count:,} writing transactions on one SQLite file")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        path = Path(folder) / "writers.sqlite3"
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        os.environ |= {"DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "config.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, check=True)
        raw = measure(as_sqlite_waits, path, count // 4)
        ours = measure(in_line, path, count)
        report(results, ours, raw)
        confirmed = len(ours["waits"]) - ours["locked"]
        results.row("events kept, of those confirmed", f"{kept(path):,} of {confirmed:,}")
        results.figure("writers.lost", confirmed - kept(path), 0)
    return results.close()


def report(results, ours, raw):
    for name, side in (("Doorstep, in line", ours), ("raw sqlite3, each for itself", raw)):
        shown = f"p50 {at(side, 0.5):.1f}, p99 {at(side, 0.99):.1f}, max {at(side, 1):.0f} ms, {side['rate']:.0f} a second"
        results.row(name, shown)
    results.row("longest wait against raw", f"{at(ours, 1) / at(raw, 1):.2f}")
    results.figure("writers.p99_ms", at(ours, 0.99), P99_MS)
    results.figure("writers.max_ms", at(ours, 1), MAX_MS)
    results.figure("writers.locked", ours["locked"], 0)
    results.figure("writers.rate_of_raw", ours["rate"] / raw["rate"], 0.1, at_most=False)


def at(side, share):
    """The wait below which this share of all transactions stayed, in milliseconds."""
    waits = side["waits"]
    return waits[min(int(len(waits) * share), len(waits) - 1)] * 1000


def measure(writer, path, count):
    """All writers start together; the waits of all of them, sorted."""
    processes = multiprocessing.get_context("spawn")
    gate, said = processes.Barrier(WRITERS + 1), processes.Queue()
    children = [processes.Process(target=writer, args=(path, count // WRITERS, gate, said)) for _ in range(WRITERS)]
    for child in children:
        child.start()
    gate.wait()
    started = time.perf_counter()
    answers = [said.get() for _ in children]
    seconds = time.perf_counter() - started
    for child in children:
        child.join()
    waits = sorted(wait for some, _ in answers for wait in some)
    return {"waits": waits, "locked": sum(locked for _, locked in answers), "rate": len(waits) / seconds}


def timed(count, gate, said, act, locked_error):
    """Do it so many times; how long each took, and how often it was refused."""
    waits, locked = [], 0
    gate.wait()
    for number in range(count):
        before = time.perf_counter()
        try:
            act(number)
        except locked_error:
            locked += 1
        waits.append(time.perf_counter() - before)
    said.put((waits, locked))


def in_line(path, count, gate, said):
    import django

    django.setup()
    from django.db import OperationalError, connection, transaction

    from accounts.models import Organisation, Team
    from audit import chain

    name = uuid.uuid4().hex[:8]
    organisation, _ = Organisation.objects.get_or_create(code="bench", defaults={"name": "Bench", "country": "SE"})
    mine = Team.objects.create(organisation=organisation, name=name)
    mine.role_of = lambda by: ""
    last = None

    def act(number):
        nonlocal last
        with transaction.atomic():
            row = Team.objects.select_for_update().get(pk=mine.pk)
            assert Team.objects.filter(pk=mine.pk, name=row.name).update(name=f"{name} {number}") == 1
            last = chain.append(mine, "changed", by=None, data={"number": number}, last=last)

    connection.ensure_connection()
    timed(count, gate, said, act, OperationalError)


def as_sqlite_waits(path, count, gate, said):
    base = sqlite3.connect(path, timeout=20, isolation_level=None)
    base.execute("PRAGMA synchronous=EXTRA")
    base.execute("CREATE TABLE IF NOT EXISTS raw_row (id INTEGER PRIMARY KEY, name TEXT)")
    base.execute("CREATE TABLE IF NOT EXISTS raw_event (id TEXT PRIMARY KEY, row INTEGER, data TEXT)")
    mine = base.execute("INSERT INTO raw_row (name) VALUES ('new')").lastrowid

    def act(number):
        base.execute("BEGIN IMMEDIATE")
        name = base.execute("SELECT name FROM raw_row WHERE id = ?", [mine]).fetchone()[0]
        base.execute("UPDATE raw_row SET name = ? WHERE id = ? AND name = ?", [f"name {number}", mine, name])
        base.execute("INSERT INTO raw_event VALUES (?, ?, ?)", [uuid.uuid4().hex, mine, "x" * 300])
        base.execute("COMMIT")

    timed(count, gate, said, act, sqlite3.OperationalError)


def kept(path):
    base = sqlite3.connect(path)
    try:
        return base.execute("SELECT COUNT(*) FROM audit_auditevent WHERE act = 'changed'").fetchone()[0]
    finally:
        base.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

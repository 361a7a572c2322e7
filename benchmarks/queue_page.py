"""The queue's whole page at 1,000,000 incidents against 1,000, on SQLite and on a throw-away PostgreSQL.

The same number of rows stands on both pages: the lead sees the whole service; the supervisor of the small service has
all of it in one team. Requests are asked turn by turn, so that a busy machine weighs on both sides alike.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.queue_server import Server
from benchmarks.table import Results

ROOT = Path(__file__).resolve().parent.parent
SMALL, LARGE, TEAMS = 1_000, 1_000_000, 40
ROUNDS, REQUESTS = 40, 5
BOUND, MOST_QUERIES = 1.2, 6
PAGES = (
    ("lead, to answer", "many", "Lead", "/queue/"),
    ("lead, all teams", "many", "Lead", "/queue/?view=all"),
    ("supervisor, to answer", "one", "Supervisor", "/queue/"),
)


def main(arguments):
    quick = "--quick" in arguments
    large, rounds = (LARGE // 25, 10) if quick else (LARGE, ROUNDS)
    results = Results(f"The queue's page of 50: {large:,} incidents against {SMALL:,}")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        for name, place in (("sqlite", sqlite), ("postgres", postgres)):
            with place(Path(folder)) as url:
                if url is None:
                    results.row(name, "its binaries are not on this machine")
                else:
                    measure(results, name, url, large, rounds)
    return results.close()


@contextlib.contextmanager
def sqlite(folder):
    yield lambda size: f"sqlite:///{folder}/{size}.sqlite3"


@contextlib.contextmanager
def postgres(folder):
    """A cluster of our own; nothing where PostgreSQL is not installed."""
    from tests.parts import postgres as part

    if not part.binaries():
        yield None
        return
    import psycopg

    with part.cluster() as url:
        base = url.rpartition("/")[0]
        with psycopg.connect(url, autocommit=True) as connection:
            for size in ("one", "many", "large"):
                connection.execute(f"CREATE DATABASE {size}")
        yield lambda size: f"{base}/{size}"


def measure(results, name, url, large, rounds):
    start = time.monotonic()
    prepare(url("one"), SMALL, 1)
    prepare(url("many"), SMALL, TEAMS)
    prepare(url("large"), large, TEAMS)
    results.row(f"{name}: making the data", f"{time.monotonic() - start:.0f} s")
    servers = {size: Server(url(size)) for size in ("one", "many", "large")}
    try:
        compare(results, name, servers, rounds)
    finally:
        for server in servers.values():
            server.stop()


def prepare(url, incidents, teams):
    for command in (("migrate", "--verbosity=0"), ("seed_load", f"--incidents={incidents}", f"--teams={teams}")):
        environment = {**os.environ, "DATABASE_URL": url}
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )


def compare(results, name, servers, rounds):
    ratios, queries = [], []
    for words, size, person, address in PAGES:
        sides = [(servers[size], address), (servers["large"], address)]
        ratios.append(one_page(results, f"{name}, {words}", sides, person, rounds, queries))
    half = "deep:half"
    sides = [(servers["large"], "/queue/"), (servers["large"], half)]
    depth = one_page(results, f"{name}, lead, first page and half-way down", sides, "Lead", rounds, queries)
    results.figure(f"queue_page.scale_{name}", max(ratios), BOUND)
    results.figure(f"queue_page.depth_{name}", depth, BOUND)
    results.figure(f"queue_page.queries_{name}", max(queries), MOST_QUERIES)
    results.figure(f"queue_page.queries_differ_{name}", max(queries) - min(queries), 0)


def one_page(results, words, sides, person, rounds, queries) -> float:
    """The middle of the rounds' ratios, each round the best of a few requests on either side."""
    times = ([], [])
    for number in range(rounds + 2):
        for side, (server, address) in enumerate(sides):
            answer = server.ask(person=person, address=address, times=REQUESTS)
            if number >= 2:
                times[side].append(min(answer["milliseconds"]))
                queries.append(answer["queries"])
            if answer["rows"] != 50:
                raise RuntimeError(f"{words}: {answer['rows']} rows, not 50")
    ratio = statistics.median(right / left for left, right in zip(*times, strict=True))
    left, right = (statistics.median(side) for side in times)
    results.row(words, f"{left:.1f} ms, {right:.1f} ms: {ratio:.2f}")
    return ratio


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

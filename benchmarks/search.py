"""A word among 1,000,000 incidents, within a team, against SQL written by hand for the same hits, on both databases.

Each database is filled and asked by a process of its own (benchmarks/search_side.py).
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.table import Results

ROOT = Path(__file__).resolve().parent.parent
TOTAL, ROUNDS = 1_000_000, 300
BOUND = 2.0


def main(arguments):
    quick = "--quick" in arguments
    total, rounds = (TOTAL // 50, 60) if quick else (TOTAL, ROUNDS)
    results = Results(f"A word within a team, among {total:,} incidents")
    return on_each_database(arguments, results, "search", total, rounds)


def on_each_database(arguments, results, what, total, rounds):
    """`what`_side on each database that the arguments name, or on both; the exit code of the bench."""
    places = {"sqlite": sqlite, "postgres": postgres}
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        for name in [name for name in places if name in arguments] or places:
            with places[name](folder) as url:
                if url is None:
                    results.row(name, "its binaries are not on this machine")
                else:
                    measure(results, name, url, what, total, rounds)
    return results.close()


@contextlib.contextmanager
def sqlite(folder):
    yield f"sqlite:///{folder}/search.sqlite3"


@contextlib.contextmanager
def postgres(folder):
    """A cluster of our own; nothing where PostgreSQL is not installed."""
    from tests.parts import postgres as part

    if not part.binaries():
        yield None
        return
    with part.cluster() as url:
        yield url


def measure(results, name, url, what, total, rounds):
    """`what`_side measures in a process of its own on that database; its rows and ratios become the bench's."""
    environment = {**os.environ, "DATABASE_URL": url}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    side = [sys.executable, "-m", f"benchmarks.{what}_side", str(total), str(rounds)]
    with subprocess.Popen(side, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in map(json.loads, process.stdout):
            if line["kind"] == "row":
                results.row(f"{name}, {line['name']}", line["value"])
            else:
                results.figure(f"{what}.{line['name']}_{name}", line["ratio"], BOUND)
    if process.returncode:
        raise RuntimeError(f"{name}: the measuring process ended with {process.returncode}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How the like was answered, among 1,000,000 reports in six languages, against the plain queue, on both databases.

Each database is filled and asked by a process of its own (benchmarks/similar_side.py); the cluster is our own.
"""

import json
import os
import subprocess
import sys
import tempfile

from benchmarks.search import ROOT, postgres, sqlite
from benchmarks.table import Results

TOTAL, ROUNDS = 1_000_000, 200
QUICK_TOTAL, QUICK_ROUNDS = 20_000, 40
BOUND = 2.0


def main(arguments):
    total, rounds = (QUICK_TOTAL, QUICK_ROUNDS) if "--quick" in arguments else (TOTAL, ROUNDS)
    results = Results(f"How the like was answered, among {total:,} reports in six languages")
    places = {"sqlite": sqlite, "postgres": postgres}
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        for name in [name for name in places if name in arguments] or places:
            with places[name](folder) as url:
                if url is None:
                    results.row(name, "its binaries are not on this machine")
                else:
                    measure(results, name, url, total, rounds)
    return results.close()


def measure(results, name, url, total, rounds):
    environment = {**os.environ, "DATABASE_URL": url}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    side = [sys.executable, "-m", "benchmarks.similar_side", str(total), str(rounds)]
    with subprocess.Popen(side, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in map(json.loads, process.stdout):
            if line["kind"] == "row":
                results.row(f"{name}, {line['name']}", line["value"])
            else:
                results.figure(f"similar.{line['name']}_{name}", line["ratio"], BOUND)
    if process.returncode:
        raise RuntimeError(f"{name}: the measuring process ended with {process.returncode}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

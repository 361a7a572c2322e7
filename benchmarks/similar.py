"""How the like was answered, among 1,000,000 reports in six languages, against the plain queue, on both databases.

Each database is filled and asked by a process of its own (benchmarks/similar_side.py); the cluster is our own.
"""

import os
import sys
import tempfile

from benchmarks.search import measure, postgres, sqlite
from benchmarks.table import Results

TOTAL, ROUNDS = 1_000_000, 200
QUICK_TOTAL, QUICK_ROUNDS = 20_000, 40


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
                    measure(results, name, url, "similar", total, rounds)
    return results.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

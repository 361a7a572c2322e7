"""The register of 1,000,000 incidents: first page, page 10,000, words, capped count, against SQL by hand, on both databases.

Each database is filled and asked by a process of its own (benchmarks/register_side.py); the cluster is our own.
"""

import os
import sys
import tempfile

from benchmarks.search import measure, postgres, sqlite
from benchmarks.table import Results

TOTAL, ROUNDS = 1_000_000, 100
QUICK_TOTAL, QUICK_ROUNDS = 20_000, 30


def main(arguments):
    total, rounds = (QUICK_TOTAL, QUICK_ROUNDS) if "--quick" in arguments else (TOTAL, ROUNDS)
    results = Results(f"The register of {total:,} incidents")
    places = {"sqlite": sqlite, "postgres": postgres}
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        for name in [name for name in places if name in arguments] or places:
            with places[name](folder) as url:
                if url is None:
                    results.row(name, "its binaries are not on this machine")
                else:
                    measure(results, name, url, "register", total, rounds)
    return results.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

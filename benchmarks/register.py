"""The register of 1,000,000 incidents: first page, page 10,000, words, capped count, against SQL by hand, on both databases.

Each database is filled and asked by a process of its own (benchmarks/register_side.py); the cluster is our own.
"""

import sys

from benchmarks.search import on_each_database
from benchmarks.table import Results

TOTAL, ROUNDS = 1_000_000, 100
QUICK_TOTAL, QUICK_ROUNDS = 20_000, 30


def main(arguments):
    total, rounds = (QUICK_TOTAL, QUICK_ROUNDS) if "--quick" in arguments else (TOTAL, ROUNDS)
    results = Results(f"The register of {total:,} incidents")
    return on_each_database(arguments, results, "register", total, rounds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

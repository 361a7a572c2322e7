"""How the like was answered, among 1,000,000 reports in six languages, against the plain queue, on both databases.

Each database is filled and asked by a process of its own (benchmarks/similar_side.py); the cluster is our own.
"""

import sys

from benchmarks.search import on_each_database
from benchmarks.table import Results

TOTAL, ROUNDS = 1_000_000, 200
QUICK_TOTAL, QUICK_ROUNDS = 20_000, 40


def main(arguments):
    total, rounds = (QUICK_TOTAL, QUICK_ROUNDS) if "--quick" in arguments else (TOTAL, ROUNDS)
    results = Results(f"How the like was answered, among {total:,} reports in six languages")
    return on_each_database(arguments, results, "similar", total, rounds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

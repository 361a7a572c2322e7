"""Two thousand histories of messages, absences, passes of the clock and jumps of time: in none a promise is forgotten.

The state machine is tests/properties/clock_machine.py, of which `./run test` runs two hundred.
"""

import contextlib
import os
import re
import subprocess
import sys
import time

from benchmarks.table import Results
from tests.parts import postgres
from tests.parts.site import ROOT

EXAMPLES, QUICK_EXAMPLES = 2_000, 20
TEST = "tests/properties/test_clock_machine.py"


def main(arguments):
    examples = QUICK_EXAMPLES if "--quick" in arguments else EXAMPLES
    results = Results(f"{examples:,} histories of up to a dozen moments")
    with database() as (name, url):
        began = time.monotonic()
        code, seen = run(examples, url)
        results.row(f"{name}: histories", f"{seen:,} in {time.monotonic() - began:.0f} s")
        results.figure(f"clock_properties.{name}.examples", seen, examples, at_most=False)
        results.figure(f"clock_properties.{name}.broken", int(code != 0), 0)
    return results.close()


@contextlib.contextmanager
def database():
    """PostgreSQL where it is, else SQLite; the suite runs the machine on both."""
    if not postgres.binaries():
        yield "sqlite", None
        return
    with postgres.cluster() as url:
        yield "postgres", url


def run(examples, url):
    """(exit code, how many histories were acted out)."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"CLOCK_EXAMPLES": str(examples)} | ({"DATABASE_URL": url} if url else {})
    command = [sys.executable, "-m", "pytest", "--quiet", "--capture=no", TEST]
    done = subprocess.run(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
    found = re.search(r"^EXAMPLES (\d+)$", done.stdout, re.MULTILINE)
    if done.returncode:
        print(done.stdout)
    return done.returncode, int(found[1]) if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every screen of a reporter's phone in six languages, light and dark: axe finds nothing, and nothing is cut.

`./run test` looks at all of them in Hungarian, at every fifth in the other languages, and for cuts in the three longest.
"""

import os
import re
import subprocess
import sys
import time

from benchmarks.table import Results
from tests.parts.site import ROOT

TESTS = {
    "axe": "tests/browser/test_phone_every_step.py",
    "cut": "tests/browser/test_phone_nothing_cut.py",
}
FEWEST = {"axe": 400, "cut": 300}  # fewer were not all


def main(_arguments):
    results = Results("Every screen of the phone, in every language")
    for name, path in TESTS.items():
        began = time.monotonic()
        code, seen = run(path)
        results.row(f"{name}: screens looked at", f"{seen:,} in {time.monotonic() - began:.0f} s")
        results.figure(f"phone_screens.{name}.seen", seen, FEWEST[name], at_most=False)
        results.figure(f"phone_screens.{name}.findings", int(code != 0), 0)
    return results.close()


def run(path):
    """(exit code, how many screens were looked at)."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {"PHONE_SCREENS": "all"}
    command = [sys.executable, "-m", "pytest", "--quiet", "--capture=no", path]
    done = subprocess.run(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
    if done.returncode:
        print(done.stdout)
    return done.returncode, sum(map(int, re.findall(r"^SCREENS (\d+)$", done.stdout, re.MULTILINE)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

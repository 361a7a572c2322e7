"""Everything that `./run test` checks, quick things first, and one closing line that sums it up."""

import base64
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from tests.parts import chromium, postgres
from tests.parts.install import install_parts

ROOT = Path(__file__).resolve().parent.parent
# `crash` and `races` run small as tests (tests/crash, tests/races)
QUICK_BENCHES = ("record_pdf", "queue_page", "submit", "page", "search", "similar", "writers", "bombs", "clock")
FEW = 3
BROKE_OFF = {"failed": 1}
BENCHES_START_WITHIN = 60  # minutes from the start; a slow machine's figures are worth less than the answer in time
# Not asked again on PostgreSQL: what sees no database, and every address against every person and foreign id (hostile
# input, random requests and everything that a database may answer otherwise run on both)
ONCE = (
    "tests/chaos/test_slow.py",
    "tests/docs",
    "tests/supervision/test_record_pdf_hostile.py",
    "tests/sweeps/test_access.py",
    "tests/sweeps/test_languages.py",
    "tests/sweeps/test_other_organisation.py",
    "tests/sweeps/test_structure.py",
    "tests/sweeps/test_words.py",
    "tests/test_catalogues.py",
    "tests/test_vendor.py",
)
PRODUCTION = {
    "DOORSTEP_PROFILE": "production",
    "DOORSTEP_SECRET_KEY": "for this check alone: 50 and more characters, of which 5 and more differ",
    "DOORSTEP_DATA_KEYS": f"1:{base64.b64encode(bytes(32)).decode()}",
    "DOORSTEP_HOSTS": "doorstep.example",
    "DOORSTEP_URL": "https://doorstep.example",
    "DATABASE_URL": "postgres://doorstep@localhost/doorstep",
}
CHECKS = {
    "ruff": ["-m", "ruff", "check", "."],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


class Tally:
    """What passed, failed and was skipped so far, with the names of what failed."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.failures = []

    def add(self, name, *, passed=0, failed=0, skipped=0):
        self.passed, self.failed, self.skipped = self.passed + passed, self.failed + failed, self.skipped + skipped
        if failed:
            self.failures.append(name)

    def line(self):
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def is_required():
    return os.environ.get("CI") == "true"


def heading(text):
    print(f"\n==== {text}", flush=True)


def run(*command, output=None, **environment):
    """A program of the environment, to its end; its exit code. A variable that is None is taken away."""
    # Where Python is told to keep nothing compiled, each of some hundred processes would compile the whole project
    chosen = {**os.environ, "PYTHONDONTWRITEBYTECODE": None, **environment}
    variables = {name: value for name, value in chosen.items() if value is not None}
    child = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, stdout=output
    )
    try:
        return child.wait()
    except BaseException:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=20)
        raise


def check(tally, name, command, **environment):
    heading(name)
    code = run(*command, **environment)
    tally.add(name, passed=code == 0, failed=code != 0)


def pytest_part(tally, name, *arguments, **environment):
    """One run of pytest, counted."""
    heading(name)
    tally.add(name, **(pytest_counts("-n", "2", "--dist=worksteal", *arguments, **environment) or BROKE_OFF))


def pytest_counts(*arguments, **environment) -> dict | None:
    """What passed, failed and was skipped by pytest's own report; None where it broke off."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = run("-m", "pytest", "--quiet", f"--junitxml={report}", *arguments, **environment)
        if code not in (0, 1) or not report.exists():
            return None
        counts = ElementTree.parse(report).getroot().find("testsuite").attrib
    failed = int(counts["failures"]) + int(counts["errors"])
    skipped = int(counts["skipped"])
    return {"passed": int(counts["tests"]) - failed - skipped, "failed": failed, "skipped": skipped}


def browser_part(tally, name):
    """Journeys in a browser. Up to FEW that failed are walked once more, alone and in sight.

    Two browsers and a server on a busy machine come late for what a person would have waited for; a journey that is
    broken fails alone as well.
    """
    heading(name)
    counts = pytest_counts("-n", "2", "--dist=worksteal", "tests/browser", DATABASE_URL=None)
    if counts and 0 < counts["failed"] <= FEW:
        heading(f"{counts['failed']} of them once more, alone: the failures above stand in the output to be looked into")
        again = pytest_counts("--last-failed", "--last-failed-no-failures=none", "tests/browser", DATABASE_URL=None)
        if again and again["passed"] == counts["failed"] and not again["failed"]:
            counts = {**counts, "passed": counts["passed"] + again["passed"], "failed": 0}
    tally.add(name, **(counts or BROKE_OFF))


def bench_part(tally, name):
    """A benchmark in its small form: it must come to its end. That a figure is short is shown, and fails nothing:

    a machine that does other work as well proves nothing about time (`./run bench` does, on a quiet one).
    """
    title = f"bench {name} (quick)"
    heading(title)
    with tempfile.TemporaryFile("w+") as output:
        run("-m", f"benchmarks.{name}", "--quick", output=output, DATABASE_URL=None)
        output.seek(0)
        text = output.read()
    print(text, flush=True)
    has_results = "\nRESULT " in text
    tally.add(title, passed=has_results, failed=not has_results)


def missing_part(tally, name, sentence):
    """A part that cannot be had: a reason to read, and a failure where everything must be checked."""
    heading(name)
    print(sentence, flush=True)
    tally.add(name, failed=is_required(), skipped=not is_required())


def everything(tally, folder, started):
    environment = {"DOORSTEP_VAR": folder, "DATABASE_URL": None}
    check(tally, "style (ruff)", CHECKS["ruff"])
    check(tally, "no missing migration", CHECKS["migrations"], **environment)
    check(tally, "ready for deployment", CHECKS["deployment"], **(environment | PRODUCTION))
    rest = ["tests", "--ignore=tests/browser"]
    pytest_part(tally, "tests on SQLite", *rest, DATABASE_URL=None)
    if postgres.binaries():
        with postgres.cluster() as url:
            again = [*rest, *(f"--ignore={path}" for path in ONCE)]
            pytest_part(tally, "tests on PostgreSQL", *again, DATABASE_URL=url)
    else:
        missing_part(tally, "tests on PostgreSQL", "Skipped: no PostgreSQL here (Debian: apt-get install postgresql).")
    if chromium.is_usable():
        browser_part(tally, "journeys in a browser")
    else:
        sentence = "Skipped: no Chromium here (Debian: apt-get install chromium libatomic1)."
        missing_part(tally, "journeys in a browser", sentence)
    for name in QUICK_BENCHES:
        if not (chromium.is_usable() and postgres.binaries()):
            missing_part(tally, f"bench {name} (quick)", "Skipped: it compares with Chromium and PostgreSQL.")
        elif time.monotonic() - started > BENCHES_START_WITHIN * 60:
            heading(f"bench {name} (quick)")
            print(f"Skipped: {BENCHES_START_WITHIN} minutes are over, this machine is slow. ./run bench {name}", flush=True)
            tally.add(name, skipped=1)
        else:
            bench_part(tally, name)


def stop_requested(*_):
    raise KeyboardInterrupt


def main(arguments):
    signal.signal(signal.SIGTERM, stop_requested)
    if arguments:
        return run("-m", "pytest", *arguments)
    started = time.monotonic()
    tally = Tally()
    with contextlib.suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="doorstep-suite-") as folder:
        install_parts()
        everything(tally, folder, started)
        heading(f"done in {(time.monotonic() - started) / 60:.1f} minutes")
        if tally.failures:
            print(f"Failed: {', '.join(tally.failures)}")
        print(tally.line(), flush=True)
        return 1 if tally.failed or not tally.passed else 0
    print("Stopped before the end.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

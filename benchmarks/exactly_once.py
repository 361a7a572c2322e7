"""Two clocks and three workers at once, one of them killed every few seconds: what is due happens exactly once.

Real processes on a database each, kill -9 at random moments, a mail server on loopback that counts. In the database
every consequence stands once; on the wire an item goes twice at most where its worker was killed with it in hand.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crash import places
from benchmarks.exactly_once_sink import sink
from benchmarks.exactly_once_state import left
from benchmarks.table import Results
from tests.parts.site import ROOT

SEED = 20261122
PROCESSES = ("clock 1", "clock 2", "worker 1", "worker 2", "worker 3")


@dataclass
class Size:
    """How many obligations are due, and how many seconds pass between two kills."""

    due: int
    between: tuple[float, float]
    patience: int  # seconds until we give up


FULL, QUICK = Size(10_000, (2, 5), 7_200), Size(300, (2, 5), 240)


def main(arguments):
    size = QUICK if "--quick" in arguments else FULL
    results = Results(f"{size.due:,} obligations due, two clocks, three workers, kill -9 of one every few seconds")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "CRITICAL"}
        for name, place in places(Path(folder), arguments).items():
            report(results, name, size, run(place, size))
    return results.close()


def run(place, size) -> dict:
    """All of it on one fresh database; what was found."""
    with place() as (url, _postmaster), sink() as mails:
        os.environ |= {"DOORSTEP_MAIL_HOST": "127.0.0.1", "DOORSTEP_MAIL_PORT": str(mails.port)}
        side(url, "prepare", str(size.due)).wait()
        began = time.monotonic()
        kills = disturb(url, size)
        seconds = time.monotonic() - began
        checked = side(url, "check", stdout=subprocess.PIPE, text=True)
        found = dict(line.split() for line in checked.communicate()[0].splitlines())
    return {
        "found": {name: int(number) for name, number in found.items()},
        "kills": kills,
        "seconds": seconds,
        "mails": len(mails.seen),
        "doubled": mails.seen.total() - len(mails.seen),
    }


def side(url, *arguments, **options):
    """A process of its own on that database."""
    environment = os.environ | {"DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.exactly_once_side", *arguments], cwd=ROOT, env=environment, **options
    )


class Nursery:
    """A process that has loaded everything and forks clocks and workers: whoever is killed is soon followed."""

    def __init__(self, url):
        self.process = side(url, "nursery", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)

    def start(self, name) -> int:
        self.process.stdin.write(f"{name.split()[0]}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self):
        """With everybody in it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def disturb(url, size) -> dict:
    """Kill and start again until nothing is left to be done; how often each was killed."""
    chance, kills, nursery = random.Random(SEED), dict.fromkeys(PROCESSES, 0), Nursery(url)
    until = time.monotonic() + size.patience
    try:
        running = {name: nursery.start(name) for name in PROCESSES}
        while left(url) and time.monotonic() < until:
            time.sleep(chance.uniform(*size.between))
            name = chance.choice(PROCESSES)
            os.kill(running[name], signal.SIGKILL)
            kills[name] += 1
            running[name] = nursery.start(name)
    finally:
        nursery.close()
    return kills


def report(results, name, size, run):
    found, kills = run["found"], run["kills"]
    of_workers = sum(times for process, times in kills.items() if process.startswith("worker"))
    results.row(f"{name}: took", f"{run['seconds']:.0f} s")
    results.row(f"{name}: killed", ", ".join(f"{process} {times} times" for process, times in kills.items()))
    results.row(f"{name}: consequences", ", ".join(f"{key} {number:,}" for key, number in found.items()))
    results.row(f"{name}: mails on the wire", f"{run['mails']:,}, of these twice {run['doubled']}")
    results.figure(f"exactly_once.{name}.missing", size.due - found["once"] + found["unsent"], 0)
    results.figure(f"exactly_once.{name}.doubled", found["doubled"], 0)
    results.figure(f"exactly_once.{name}.mails_missing", found["items"] - run["mails"], 0)
    results.figure(f"exactly_once.{name}.doubled_on_the_wire", run["doubled"], of_workers)
    results.figure(f"exactly_once.{name}.verify", found["verify"], 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

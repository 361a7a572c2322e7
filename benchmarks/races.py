"""Eight callers at the same moment over HTTP, a server with two processes: one wins, the others are told why (R1)."""

import collections
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.crash import places
from benchmarks.killable_site import Site
from benchmarks.prepare import prepared
from benchmarks.races_check import checked
from benchmarks.races_round import CALLERS, Racers
from benchmarks.races_story import Story
from benchmarks.table import Results

ROUNDS, QUICK_ROUNDS = 1_000, 36


def main(arguments):
    rounds = QUICK_ROUNDS if "--quick" in arguments else ROUNDS
    results = Results(f"{rounds:,} rounds of {CALLERS} callers")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        os.environ["DOORSTEP_PERSON_LIMITS"] = "off"  # one person does the work of many
        for name, place in places(Path(folder), arguments).items():
            report(results, name, run(place, rounds), rounds)
    return results.close()


def run(place, rounds) -> dict:
    """Races on one fresh database: what was run, what ended otherwise than it must, and what the chains say."""
    with place() as (url, _postmaster):
        people = prepared(url)
        began = time.monotonic()
        with Site(url) as site:
            site.wait()
            with Racers(site.port) as racers:
                run, wrong, expected = race(racers, people, rounds)
        seconds = time.monotonic() - began
        return {"run": run, "wrong": wrong, "seconds": seconds} | checked(url, expected)


def race(racers, people, rounds):
    """Stories one after the other until so many rounds were run."""
    run, wrong, expected = collections.Counter(), [], {}
    number = 0
    while run.total() < rounds:
        story = Story(racers, people, number)
        for one, is_well in story.rounds():
            run[one.stake] += 1
            if not is_well:
                wrong.append(
                    (one.stake, [(status, body.get("code", body.get("status"))) for status, body, _ in one.answers])
                )
        expected[story.reference] = story.events
        number += 1
    return run, wrong, expected


def report(results, name, found, rounds):
    for stake, times in found["run"].items():
        results.row(f"{name}: {stake}", f"{times} rounds")
    results.row(f"{name}: all", f"{found['run'].total()} rounds in {found['seconds']:.0f} s")
    for stake, answers in found["wrong"][:5]:
        results.row(f"{name}: not one winner, {stake}", answers)
    results.figure(f"races.{name}.rounds", found["run"].total(), rounds, at_most=False)
    results.figure(f"races.{name}.not_one_winner", len(found["wrong"]), 0)
    results.figure(f"races.{name}.events_wrong", found["events_wrong"], 0)
    results.figure(f"races.{name}.verify", found["verify"], 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

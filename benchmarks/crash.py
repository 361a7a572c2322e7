"""Killed under load: nothing acknowledged is lost, nothing is there twice, nothing is there by halves (R2, R5).

Eight callers send reports through the API of a server with two processes, some truncated, some doubled, all again under
the same key after a break, while every process of it is killed at random moments; on PostgreSQL the database too.
"""

import contextlib
import http.client
import os
import random
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from benchmarks.caller import Caller
from benchmarks.crash_check import checked
from benchmarks.crash_proxy import SwallowingProxy
from benchmarks.crash_sending import CALLERS, INCIDENTS, Sending, tokens_of_caregivers, words_of
from benchmarks.killable_site import Site
from benchmarks.postmaster import Postmaster
from benchmarks.prepare import prepared
from benchmarks.submission import as_request
from benchmarks.table import Results
from tests.parts import postgres as part

SEED = 20261122


@dataclass
class Size:
    """How much is sent, by the caregivers of how many teams, and how often what is killed or swallowed."""

    teams: int
    submissions: int
    kills: int
    database_kills: int
    swallowed: int


FULL, QUICK = Size(8, 5_000, 25, 10, 200), Size(1, 160, 2, 1, 10)


def main(arguments):
    size = QUICK if "--quick" in arguments else FULL
    results = Results(
        f"{size.submissions:,} reports from {CALLERS} callers; kill -9 of all server processes, {size.kills} times"
    )
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        os.environ["DOORSTEP_PERSON_LIMITS"] = "off"  # one person does the work of many
        for name, place in places(Path(folder), arguments).items():
            report(results, name, size, run(place, size))
    return results.close()


def places(folder, arguments=()) -> dict:
    """Database name -> what makes one: its URL, and its postmaster where it has one that can be killed.

    Those that the command names, else all.
    """
    found = {"sqlite": lambda: contextlib.nullcontext((f"sqlite:///{folder}/crash.sqlite3", None))}
    found |= {"postgres": a_postgres} if part.binaries() else {}
    return {name: place for name, place in found.items() if name in arguments} or found


@contextlib.contextmanager
def a_postgres():
    with Postmaster() as postmaster:
        yield postmaster.database("crash"), postmaster


def run(place, size) -> dict:
    """Everything on one fresh database; what was found."""
    with place() as (url, postmaster):
        people = prepared(url, size.teams)
        began = time.monotonic()
        with Site(url) as site:
            site.wait()
            sending = Sending(site.port, people, size.submissions, SEED)
            sending.run(lambda running: disturb(running, site, postmaster, size))
            took = time.monotonic() - began
            lost_answers = swallow(site, people, size.submissions, size.swallowed)
        found = checked(url, sending.acknowledged | lost_answers["acknowledged"], size.submissions + size.swallowed)
        recovered = postmaster.recovered_in if postmaster else []
    return found | lost_answers | {"sending": sending, "seconds": took, "recovered": recovered}


def disturb(sending, site, postmaster, size):
    """Kill at random moments, evenly over the whole run, and start again."""
    chance = random.Random(SEED)
    blows = ["server"] * size.kills + (["database"] * size.database_kills if postmaster else [])
    chance.shuffle(blows)
    for number, blow in enumerate(blows):
        sending.wait_for((number + chance.random()) / len(blows) * sending.total)
        time.sleep(chance.random() / 5)
        if blow == "database":
            postmaster.kill()
            postmaster.restart()
        else:
            site.kill()
            site.start()


def swallow(site, people, first, number) -> dict:
    """R5: the answer is lost after the commit; the same again brings the same receipt, other content is refused."""
    acknowledged, same, refused = {}, 0, 0
    chance, caregivers = random.Random(SEED + 1), tokens_of_caregivers(people)
    with SwallowingProxy(site.port) as proxy:
        for n in range(number):
            key = uuid.UUID(int=chance.getrandbits(128), version=4)
            caller = Caller(proxy.port, caregivers[n % len(caregivers)])
            body = as_request(key, words_of(first + n))
            with contextlib.suppress(OSError, http.client.HTTPException):
                caller.post(INCIDENTS, body, str(key))
                raise RuntimeError("the proxy let an answer through")
            status, receipt = proxy.swallowed[str(key)]
            acknowledged[str(key)] = receipt.get("reference")
            same += status == 201 and caller.post(INCIDENTS, body, str(key)) == (201, receipt, True)
            status, told, _repeated = caller.post(INCIDENTS, body | {"expectation": "support"}, str(key))
            refused += (status, told.get("code")) == (409, "sent_differently")
            caller.close()
    return {"acknowledged": acknowledged, "same_receipt": same, "refused": refused}


def report(results, name, size, found):
    sending = found["sending"]
    results.row(f"{name}: acknowledged", f"{len(sending.acknowledged):,} in {found['seconds']:.0f} s")
    results.row(f"{name}: truncated, doubled, broken off", f"{sending.truncated}, {sending.doubled}, {sending.breaks}")
    if found["recovered"]:
        results.row(
            f"{name}: recoveries of the database", f"{len(found['recovered'])}, at most {max(found['recovered']):.1f} s"
        )
    for fault in sending.faults[:5]:
        results.row(f"{name}: an answer that should not be", fault)
    for part_name, times in found["wrong"].items():
        results.row(f"{name}: miscounted {part_name}", times)
    results.figure(f"crash.{name}.unsent", size.submissions - len(sending.acknowledged) + len(sending.faults), 0)
    for figure in ("lost", "doubled", "events_wrong", "verify"):
        results.figure(f"crash.{name}.{figure}", found[figure], 0)
    for figure in ("same_receipt", "refused", "kept"):
        results.figure(f"crash.{name}.{figure}", found[figure], size.swallowed, at_most=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

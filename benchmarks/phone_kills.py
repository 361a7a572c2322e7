"""Reports from a real phone (Chromium) while the server is killed in the middle of its submits: nothing lost or doubled.

Each report is written on the phone with a photo and wanted sent; `kill -9` of every server process strikes at a random
moment of its way, and the server is started again. Nobody presses anything: the phone goes on by itself.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.crash import places
from benchmarks.killable_site import Site
from benchmarks.phone_kills_report import PHONE, photo, report
from benchmarks.table import Results
from tests.parts import chromium
from tests.parts.site import ROOT

SEED = 20261122
FULL, QUICK = 200, 20
CALM = 3  # sent without a kill first: how long one takes
PATIENCE = 120_000
SUBMIT = "**/api/v1/incidents/"


@dataclass
class Sending:
    """What the phone was given to send, and what it took."""

    reports: list = field(default_factory=list)
    in_submit: int = 0
    seconds: list = field(default_factory=list)
    left: int = 0


def main(arguments):
    kills = QUICK if "--quick" in arguments else FULL
    results = Results(f"A phone sends reports with photos; the server is killed {kills} times in the middle of it")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "CRITICAL"}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**chromium.launch_options())
            for name, place in places(Path(folder), arguments).items():
                with place() as (url, _postmaster):
                    tell(results, name, run(url, kills, browser))
            browser.close()
    return results.close()


def tell(results, name, found):
    sending = found["sending"]
    results.row(f"{name}: reports, each with a photo of two parts or more", found["expected"])
    results.row(f"{name}: kills, of these while the whole was on its way", f"{found['kills']}, {sending.in_submit}")
    results.row(f"{name}: one report with its photo, undisturbed", f"{found['calm']:.2f} s")
    median, most = statistics.median(sending.seconds), max(sending.seconds)
    results.row(f"{name}: killed under way, until the receipt", f"{median:.2f} s (median), {most:.2f} s at most")
    for figure in ("lost", "doubled", "words_wrong", "photos_wrong", "left_on_phone", "verify"):
        results.figure(f"phone_kills.{name}.{figure}", found[figure], 0)


def run(url, kills, browser) -> dict:
    """Everything on one fresh database; what was found."""
    person = side(url, "prepare")
    with Site(url) as site:
        site.wait()
        page = signed_in(browser, site, person)
        sending, chance = Sending(), random.Random(SEED)
        calm = statistics.median(send(page, sending) for _ in range(CALM))
        for _ in range(kills):
            sending.seconds.append(send(page, sending, lambda going: strike(page, site, sending, calm, chance, going)))
        sending.left = page.evaluate("async () => (await held.drafts.list()).length + (await held.vault.list('files')).length")
        page.context.close()
    found = side(url, "check", json.dumps(sending.reports))
    verify = subprocess.run(
        [sys.executable, "manage.py", "audit_verify"], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL
    )
    facts = {"sending": sending, "kills": kills, "calm": calm, "expected": kills + CALM, "left_on_phone": sending.left}
    return found | facts | {"verify": verify.returncode}


def side(url, *arguments) -> dict:
    """What a process of its own on that database answers."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.phone_kills_side", *arguments[:1]], cwd=ROOT, env=os.environ | {"DATABASE_URL": url},
        input="".join(arguments[1:]), check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def signed_in(browser, site, person):
    """A page of the site with the phone's own modules for this person, as the form has them."""
    phone = {"viewport": {"width": 390, "height": 844}, "service_workers": "block"}
    context = browser.new_context(base_url=f"http://127.0.0.1:{site.port}", **phone)
    place = {"domain": "127.0.0.1", "path": "/", "secure": True}
    context.add_cookies([{"name": name, "value": value} | place for name, value in person["cookies"].items()])
    page = context.new_page()
    page.goto("/healthz")
    page.evaluate(PHONE, person["id"])
    return page


def send(page, sending, disturb=None) -> float:
    """One report from the first word to the receipt; how long it took from the wish to send it."""
    written = report(len(sending.reports))
    sending.reports.append(written)
    page.evaluate("([report, photo]) => held.write(report, photo)", [written, photo(len(sending.reports))])
    began = time.monotonic()
    going = "id => { held.drafts.wantSent(id).then(() => held.sync.now()) }"
    if disturb:
        disturb(lambda: page.evaluate(going, written["id"]))
    else:
        page.evaluate(going, written["id"])
    page.wait_for_function("id => held.receipts.has(id)", arg=written["id"], timeout=PATIENCE, polling=100)
    return time.monotonic() - began


def strike(page, site, sending, calm, chance, going):
    """Half of the kills fall anywhere between the wish and the receipt, half after the whole has set out."""
    if chance.random() < 0.5:
        going()
        time.sleep(chance.uniform(0, calm))
    else:
        with page.expect_request(SUBMIT, timeout=PATIENCE):
            going()
        sending.in_submit += 1
        time.sleep(chance.uniform(0, calm / 4))
    site.kill()
    site.start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a phone fetches: up to the first answer that it keeps, for a further step, and afterwards, by file.

Chromium at phone size with an empty cache, signed in, in each language; the server sends its files as in production.
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from benchmarks.table import Results
from tests.parts import chromium
from tests.parts.site import ROOT, running

BOUND = 60_000
LANGUAGES, QUICK_LANGUAGES = ("bg", "cs", "en", "hu", "sv", "uk"), ("bg", "hu")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SENDING = "**/js/phone/sync*.js"  # the first of what the phone fetches to send
KINDS = {"document": "page, with the protocol", "stylesheet": "styles", "script": "scripts", "image": "icons"}
# gzip -9 of the packages' own files, every component: govuk-frontend 6.6, bootstrap 5.3
BASELINES = {"GOV.UK Frontend 6.6, styles and script": 16_100 + 11_400, "Bootstrap 5.3, styles and script": 30_800 + 23_800}
QUIET = 1000
FETCHED = "Object.keys(sessionStorage).some((key) => key.startsWith('doorstep-pocket'))"


def main(arguments):
    results = Results("What a phone fetches, bytes of bodies as they came over the wire (gzip)")
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder, sync_playwright() as playwright:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "CRITICAL"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.payload_settings", "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        people = json.loads(subprocess.check_output([sys.executable, "-m", "benchmarks.payload_side"], cwd=ROOT).splitlines()[-1])
        log = Path(folder, "sent.log")
        told = f"--no-sendfile --access-logfile={log} --access-logformat='%(U)s %(s)s %(B)s'"
        browser = playwright.chromium.launch(**chromium.launch_options())
        languages = QUICK_LANGUAGES if "--quick" in arguments else LANGUAGES
        settings = os.environ["DJANGO_SETTINGS_MODULE"]
        with running(os.environ["DATABASE_URL"], folder, DJANGO_SETTINGS_MODULE=settings, GUNICORN_CMD_ARGS=told) as url:
            found = {code: Visit(browser, url, people[code], log).made() for code in languages}
        browser.close()
    tell(results, found)
    return results.close()


class Visit:
    """One person's first visit to a draft of hers, in a profile that knows nothing of the site."""

    def __init__(self, browser, url, cookies, log):
        self.browser, self.url, self.cookies, self.log = browser, url, cookies, log

    def made(self):
        address = self.begun()
        page, before = self.fresh(), len(self.sent())
        held, finished = [], []
        page.on("requestfinished", lambda request: finished.append(request))
        page.route(SENDING, lambda route: held.append(route))
        page.goto(address)
        page.wait_for_selector("#saved[data-state=saved]")
        first = [(request.url, request.resource_type, request.sizes()) for request in list(finished)]
        for route in held:
            route.continue_()
        page.unroute_all(behavior="ignoreErrors")
        self.settle(page)
        everything = collections.Counter(self.sent()[before:])
        rest = everything - collections.Counter(
            (urlsplit(url).path, sizes["responseBodySize"]) for url, _kind, sizes in first
        )
        found = {"first": first, "rest": sorted(rest.elements()), "steps": self.steps(page)}
        page.context.close()
        return found

    def begun(self) -> str:
        """The address of a draft, begun in another profile."""
        page = self.fresh()
        page.goto("/incidents/new/")
        page.locator("[name=event_type][value=phone_number]").first.tap()
        page.wait_for_url("**/drafts/**")
        page.wait_for_selector("#saved[data-state=saved]")
        self.settle(page)
        page.context.close()
        return page.url.split("#")[0]

    def fresh(self):
        context = self.browser.new_context(base_url=self.url, **PHONE)
        place = {"domain": "127.0.0.1", "path": "/", "secure": True}
        context.add_cookies([{"name": name, "value": value} | place for name, value in self.cookies.items()])
        return context.new_page()

    def sent(self) -> list:
        """(address, bytes of its body) of everything that the server sent, the worker's included."""
        rows = [line.split() for line in self.log.read_text().splitlines()] if self.log.exists() else []
        return [(path, int(size)) for path, _status, size in rows]

    def settle(self, page):
        """Until the worker stands, the forms are in the pocket, and the server has had nothing to do for a while."""
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        while not page.evaluate(FETCHED):
            page.wait_for_timeout(QUIET)
        counts = [-3, -2, -1]
        while len(set(counts[-3:])) > 1:
            page.wait_for_timeout(QUIET)
            counts.append(len(self.sent()))

    def steps(self, page) -> int:
        """How many requests three further steps cost."""
        page.locator("#to-steps").tap()
        before = len(self.sent())
        for number in (1, 2, 3):
            page.wait_for_selector(f"[data-number='{number}'].current")
            page.locator("#next").tap()
        page.wait_for_selector("#step-4.current")
        self.settle(page)
        return len(self.sent()) - before


# ---- what is printed


def weight(found):
    return sum(sizes["responseBodySize"] for _url, _kind, sizes in found["first"])


def tell(results, found):
    heaviest = max(found, key=lambda code: weight(found[code]))
    visit = found[heaviest]
    results.row("by language", ", ".join(f"{code} {weight(one):,}" for code, one in found.items()))
    results.row(f"-- up to the first answer kept ({heaviest})", "")
    kinds = collections.Counter()
    for url, kind, sizes in visit["first"]:
        kinds[KINDS.get(kind, kind)] += sizes["responseBodySize"]
        results.row(urlsplit(url).path if kind != "document" else "/incidents/drafts/.../", f"{sizes['responseBodySize']:,}")
    for name, size in kinds.most_common():
        results.row(f"   of it {name}", f"{size:,}")
    results.row("   headers besides", f"{sum(sizes['responseHeadersSize'] for _, _, sizes in visit['first']):,}")
    results.row("-- afterwards, while nobody waits", "")
    for path, size in visit["rest"]:
        if size:
            results.row(path, f"{size:,}")
    results.row("   together", f"{sum(size for _, size in visit['rest']):,}")
    results.row("   asked and unchanged (no body)", sum(not size for _, size in visit["rest"]))
    results.row("-- to compare", "")
    own = sum(kinds[name] for name in ("styles", "scripts"))
    results.row("ours, styles and scripts of the form", f"{own:,}")
    for name, size in BASELINES.items():
        results.row(name, f"{size:,} ({own / size:.2f} of it)")
    results.figure("payload.first_visit", weight(visit), BOUND)
    results.figure("payload.step_requests", max(one["steps"] for one in found.values()), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The machine's Chromium, kept warm and driven over CDP, printing a page as a tagged PDF."""

import base64
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.memory import family
from tests.parts import chromium


class Printer:
    """One browser with one page, as a context manager."""

    def __init__(self, environment):
        self.environment = environment

    def __enter__(self):
        before = set(family(_own_pid()))
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(**chromium.launch_options(), env=self.environment)
        page = self.browser.new_page()
        self.session = page.context.new_cdp_session(page)
        self.frame = self.session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        started = set(family(_own_pid())) - before
        self.processes = [pid for pid in started if "chrom" in Path(f"/proc/{pid}/exe").resolve().name]
        return self

    def __exit__(self, *_):
        self.browser.close()
        self.playwright.stop()

    def pdf(self, page):
        self.session.send("Page.setDocumentContent", {"frameId": self.frame, "html": page})
        options = {"generateTaggedPDF": True, "printBackground": True, "preferCSSPageSize": True}
        return base64.b64decode(self.session.send("Page.printToPDF", options)["data"])


def _own_pid():
    return int(Path("/proc/self").resolve().name)

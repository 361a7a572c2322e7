"""The browser is killed, kill -9, in the middle of a step and started again without a network: every word is there."""

import os
import signal
from pathlib import Path

import pytest

from boundaries.models import Incident
from tests.browser.phone_app import until, visited
from tests.parts import chromium

SIZE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WORDS = "„Дайте ми номера си, ако ми прилошее през нощта.”"
NOTE = "Не знаех какво да отговоря"


class Phone:
    """One profile on the disk, and the browser that has it open."""

    def __init__(self, browser, address, profile):
        self.kind, self.address, self.profile = browser.browser_type, address, profile

    def start(self, *, is_offline=False):
        options = chromium.launch_options() | SIZE
        self.context = self.kind.launch_persistent_context(self.profile, base_url=self.address, **options)
        self.context.set_offline(is_offline)
        return self.context.pages[0]

    def kill(self):
        """Its first process; the others end with it."""
        os.kill(self.process(), signal.SIGKILL)

    def process(self) -> int:
        for place in Path("/proc").glob("[0-9]*"):
            try:
                words = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if f"--user-data-dir={self.profile}" in words and not any(word.startswith("--type=") for word in words):
                return int(place.name)
        raise LookupError(self.profile)


@pytest.fixture
def phone(caras_phone, browser, site_address, tmp_path):
    phone = Phone(browser, site_address, tmp_path / "profile")
    page = phone.start()
    phone.cookies = caras_phone().context.cookies()
    phone.context.add_cookies(phone.cookies)
    visited(page)
    yield phone
    phone.context.close()


def killed(phone, page):
    """Ended without a word of farewell; the driver hears of it."""
    with page.expect_event("close", timeout=30_000):
        phone.kill()


def test_killed_in_the_middle_of_step_nine_nothing_is_gone(phone):
    page = phone.context.pages[0]
    phone.context.set_offline(True)
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    page.wait_for_selector("#report")
    place = page.url.split("#")[0]
    page.fill("[name=request_verbatim]", WORDS)
    page.goto(f"{place}#step-9")
    page.wait_for_selector("#step-9.current")
    page.locator("#step-9 label:has([value=yes])").tap()
    page.locator("#step-9 details.note summary").tap()
    page.locator("[name=step-9-note]").press_sequentially(NOTE)
    until(page, "document.getElementById('saved').dataset.state === 'here'")
    page.wait_for_timeout(600)  # what is typed is kept after each pause of 0.4 s
    killed(phone, page)
    page = phone.start(is_offline=True)
    page.goto("/")
    page.locator("[data-here] [data-go]").tap()
    page.wait_for_url(f"{place}**")
    page.wait_for_selector("#step-9.current")
    assert page.input_value("[name=step-9-note]") == NOTE
    assert page.locator("[name=step-9-answer][value=yes]").is_checked()
    assert page.input_value("[name=request_verbatim]") == WORDS
    killed(phone, page)  # and once more, right away
    page = phone.start()
    phone.context.add_cookies(phone.cookies)  # a killed browser forgets who was signed in: she signs in again
    page.goto(place)
    until(page, "document.getElementById('saved').dataset.state === 'saved'")
    draft = Incident.objects.get()
    assert (draft.request_verbatim, draft.answers.get().note) == (WORDS, NOTE)

"""From sign-in to the receipt with the keyboard alone: the focus is always seen, and always somewhere sensible."""

from pathlib import Path

import pytest

from boundaries.models import Incident
from tests.browser.form_pages import ANSWERS, WORDS
from tests.cast import PASSPHRASE

FOCUS = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")


class Keys:
    """Presses keys and looks where the focus went."""

    def __init__(self, page):
        self.page, self.press = page, page.keyboard.press

    def focus(self):
        return self.page.evaluate(FOCUS)

    def to(self, most=80, **wanted):
        """Tab until the focus is there; every stop on the way is ringed and in sight."""
        for _ in range(most):
            self.press("Tab")
            now = self.focus()
            assert now["tag"] == "body" or (now["isRinged"] and now["isOnScreen"]), str(now)
            if all(now[name] == value for name, value in wanted.items()):
                return now
        raise AssertionError(f"never reached: {wanted}")

    def choose(self, name, value):
        """Tab to the question, arrows to its answer. The first choice is taken with the space bar."""
        self.to(name=name)
        if self.focus()["value"] == value:
            self.press(" ")
        for _ in range(20):
            if self.focus()["value"] == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no such answer: {name} {value}")

    def go(self, key="Enter", **target):
        self.to(**target)
        self.press(key)


@pytest.fixture
def keys(story_cast, caras_phone, open_page):
    story_cast["cara"].set_password(PASSPHRASE)
    story_cast["cara"].save()
    caras_phone(language="en").context.close()  # for her clients
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto("/accounts/login/")
    keys = Keys(page)
    if keys.focus()["name"] != "login":
        keys.to(name="login")
    page.keyboard.type("north-001")
    keys.to(name="password")
    page.keyboard.type(PASSPHRASE)
    keys.press("Enter")
    page.wait_for_selector("main a[href='/incidents/new/']")
    return keys


def begin(keys):
    page = keys.page
    keys.go(href="/incidents/new/")
    page.wait_for_url("**/incidents/new/")
    keys.go(name="event_type", value="phone_number")
    page.wait_for_url("**/drafts/**")
    page.wait_for_selector("#saved[data-state=saved]")


def test_a_whole_report_with_the_keyboard_alone(keys):
    begin(keys)
    page = keys.page
    first = page.locator("[name=who]").first.get_attribute("value")
    keys.choose("who", first)
    keys.choose("contact_channel", "in_person")
    keys.choose("staff_part", "no")
    keys.to(name="request_verbatim")
    page.keyboard.type(WORDS)
    keys.go(id="to-steps")
    for number in range(1, 16):
        page.wait_for_selector(f"[data-number='{number}'].current")
        heading = keys.focus()
        assert heading["tag"] == "h2"
        assert heading["isOnScreen"]
        if number < 15:
            keys.choose(f"step-{number}-answer", ANSWERS.get(number, "done"))
        else:
            keys.to(name="responses", value="declined")
            keys.press(" ")
        keys.go(id="next")
    page.wait_for_selector("#hopes.current")
    keys.choose("expectation", "advice")
    keys.go(id="to-check")
    page.wait_for_selector("#check.current")
    assert keys.focus()["tag"] == "h2"
    keys.go(id="send", most=120)
    page.wait_for_url("**/receipt/")
    assert Incident.objects.get().request_verbatim == WORDS
    assert page.inner_text("#reference") == Incident.objects.get().reference


def test_a_card_for_the_client_gives_the_focus_back(keys):
    begin(keys)
    page = keys.page
    page.evaluate("location.hash = 'step-3'")
    page.wait_for_selector("#step-3.current")
    page.wait_for_selector("#step-3 .say [data-show]", state="attached")
    keys.to(tag="summary")
    keys.press("Enter")
    sentence = keys.to(tag="button")["text"]
    keys.press("Enter")
    page.wait_for_selector("#card[open]")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    keys.press("Escape")
    page.wait_for_selector("#card:not([open])", state="attached")
    assert keys.focus()["text"] == sentence

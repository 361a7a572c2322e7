"""Every screen that a reporter meets on her phone, one after the other, for the tests that look at all of them."""

from tests.browser.form_pages import at, begun

STEPS = (*(f"step-{number}" for number in range(1, 15)), "response")
PLACES = ("basics", *STEPS, "hopes", "check")
SENT = ("sending", "waiting", "done", "elsewhere")
PAGES = ("/", "/incidents/", "/incidents/new/", "/danger/", "/questions/new/", "/settings/", "/notices/")
# the screen of sending in one of its states; which one shows follows from what the server answers
SHOW_SENT = """state => { for (const part of document.querySelectorAll("#sent [data-sent]")) {
  part.hidden = !part.dataset.sent.split(" ").includes(state) } }"""


def form_screens(page, places=PLACES, cards=3):
    """A draft's screens: yields the name of each while it is on the screen."""
    address = begun(page)
    page.locator("label:has-text('K-031')").first.tap()
    for place in places:
        at(page, place)
        yield place
    if cards:
        yield from _live(page, cards)
    yield from _sent(page)
    at(page, "short")  # the last: from there a step's address stays in the short way
    yield "short"
    page.goto(address + "danger/")
    yield "danger in a draft"


def _live(page, cards):
    at(page, "live")
    for number in range(1, cards + 1):
        card = page.locator(f"#live-{number}:not([hidden])")
        card.wait_for()
        yield f"live-{number}"
        card.locator("[data-live=later]").tap()
    page.evaluate("location.hash = 'live-end'")
    page.wait_for_selector("#live-end:not([hidden])")
    yield "live-end"
    page.locator("#left").tap()
    page.wait_for_selector("#live:not(.current)", state="attached")
    yield "after leaving"


def _sent(page):
    at(page, "sent")
    for state in SENT:
        page.evaluate(SHOW_SENT, state)
        yield f"sent, {state}"


def page_screens(page, pages=PAGES):
    for place in pages:
        page.goto(place)
        yield place

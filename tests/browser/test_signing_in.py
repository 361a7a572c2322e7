"""Signing in, settings, protocols and refusals in the real browser: with and without scripts, nothing blocked, axe content."""

import pytest

from tests.cast import PASSPHRASE

PAGES = ("/settings/", "/accounts/password/change/", "/policies/", "/policies/phone-number/", "/nowhere/")
SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}


@pytest.fixture
def cara(story_cast):
    story_cast["cara"].set_password(PASSPHRASE)
    story_cast["cara"].save()
    return story_cast["cara"]


@pytest.fixture
def open_quietly(open_page):
    """Opens a page that fails the test when the browser blocks or misses anything on it."""
    complaints = []

    def opener(**options):
        page = open_page(**options)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opener
    # an answer of 403 or 404 is told as an error, too
    assert [text for text in complaints if "status of 40" not in text] == []


def sign_in(page, name="north-001", passphrase=PASSPHRASE):
    page.goto("/accounts/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", passphrase)
    page.locator("form:has([name=password]) button").click()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_accessible_and_fits_the_screen(screen, cara, open_quietly, axe):
    page = open_quietly(**SCREENS[screen])
    sign_in(page, passphrase="wrong")
    page.locator("[role=alert]").wait_for()
    axe(page)
    sign_in(page)
    page.wait_for_url("**/")
    for address in PAGES:
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_without_scripts_language_signing_in_and_out(cara, open_quietly):
    page = open_quietly(java_script_enabled=False, **SCREENS["phone"])
    page.goto("/accounts/login/")
    page.click("button[value=sv]")
    assert page.get_attribute("html", "lang") == "sv"
    sign_in(page, "NORTH-001")
    page.wait_for_url("**/")
    assert page.get_attribute("html", "lang") == "hu"
    page.goto("/settings/")
    page.click("main button[value=cs]")
    assert page.get_attribute("html", "lang") == "cs"
    page.click("details.who summary")
    page.click("details.who form[action='/accounts/logout/'] button")
    page.wait_for_url("**/accounts/login/")
    page.goto("/settings/")
    assert "/accounts/login/" in page.url


def test_ten_megabytes_get_an_answer_and_no_broken_connection(cara, open_page):
    page = open_page(**SCREENS["desk"])
    sign_in(page)
    page.wait_for_url("**/")
    send = """async () => {
        const answer = await fetch("/language/", {method: "POST", body: new URLSearchParams({next: "x".repeat(1e7)})});
        return [answer.status, (await answer.text()).includes("<h1>")];
    }"""
    assert page.evaluate(send) == [413, True]


def test_keyboard_alone_reaches_everything_on_the_sign_in_page(cara, open_quietly):
    page = open_quietly(**SCREENS["desk"])
    page.goto("/accounts/login/")
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert [name for name in reached if name in ("login", "password")] == ["login", "password"]
    assert reached.count("language") == 6

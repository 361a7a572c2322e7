"""A PIN on this phone: it hides the screen in every tab and after a restart, and five wrong ones ask for a sign-in."""

import pytest

from boundaries.models import Incident
from tests.browser.phone_app import until
from tests.cast import PASSPHRASE

PIN = "2846"
LOCKED = "document.querySelector('dialog.lock[open]') !== null"
OPEN = "document.querySelector('dialog.lock') === null && document.documentElement.className.indexOf('ed') < 0"
LONG_AGO = "localStorage.setItem('doorstep-active', Date.now() - 6 * 60000)"
KEPT = """async () => {
  const { database } = await import("/static/js/phone/database.js");
  return (await (await database()).getAll("keys")).map(({ pin }) => pin && { wrong: pin.wrong, rounds: pin.rounds });
}"""


def set_pin(page, pin=PIN):
    page.goto("/settings/")
    for field in page.locator("#phone-lock [data-pin]").all():
        field.fill(pin)
    page.locator("#phone-lock [data-unset] button").tap()
    page.wait_for_selector("#phone-lock [data-set]:not([hidden])")


def enter(page, pin=PIN):
    page.fill("dialog.lock input", pin)
    page.keyboard.press("Enter")


@pytest.fixture
def phone(story_cast, caras_phone):
    """Cara's, with a PIN."""
    story_cast["cara"].set_password(PASSPHRASE)
    story_cast["cara"].save()
    page = caras_phone(language="en")
    set_pin(page)
    return page


def test_left_alone_it_locks_and_the_pin_brings_back_the_same_place(phone):
    phone.goto("/incidents/new/")
    phone.locator("[name=event_type][value=phone_number]").first.tap()
    phone.wait_for_url("**/drafts/**")
    phone.wait_for_selector("#saved:not(:empty)")
    phone.focus("[name=request_verbatim]")
    phone.evaluate(LONG_AGO)
    phone.keyboard.press("x")
    until(phone, LOCKED)
    assert phone.evaluate("document.activeElement.closest('dialog').className") == "lock"
    for _ in range(8):
        phone.keyboard.press("Tab")
        assert phone.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.lock')")
    for _ in range(2):
        phone.keyboard.press("Escape")
    until(phone, LOCKED)
    assert phone.evaluate("getComputedStyle(document.querySelector('main')).visibility") == "hidden"
    enter(phone)
    until(phone, OPEN)
    assert phone.evaluate("document.activeElement.name") == "request_verbatim"


def test_it_holds_in_every_tab_and_opens_in_every_tab(phone):
    other = phone.context.new_page()
    other.goto("/incidents/")
    phone.locator("[data-now]").tap()
    until(phone, LOCKED)
    until(other, LOCKED)
    third = phone.context.new_page()
    third.goto("/")
    until(third, LOCKED)
    enter(third)
    for page in (phone, other, third):
        until(page, OPEN)


def test_a_page_that_is_opened_locked_is_not_seen_before_the_lock_is_there(caras_phone):
    page = caras_phone(language="en", service_workers="block")
    set_pin(page)
    page.evaluate(LONG_AGO)
    page.route("**/js/discreet.js", lambda route: None)  # on its way for ever
    page.goto("/incidents/", wait_until="commit")
    page.wait_for_selector("main h1", state="attached")
    assert page.evaluate("getComputedStyle(document.body).opacity") == "0"


def test_leaving_locks(phone):
    phone.goto("/")
    phone.locator(".bar .exit").tap()
    phone.wait_for_url("**/away/")
    phone.goto("/")
    until(phone, LOCKED)
    enter(phone, "0000")
    phone.wait_for_selector("dialog.lock .fault:not([hidden])")
    assert "4" in phone.inner_text("dialog.lock .fault")
    assert phone.evaluate(LOCKED)


def test_it_is_locked_without_a_network_too(phone):
    phone.goto("/")
    until(phone, "navigator.serviceWorker.controller !== null")
    phone.locator(".bar .exit").tap()
    phone.wait_for_url("**/away/")
    phone.context.set_offline(True)
    phone.goto("/")
    until(phone, LOCKED)
    enter(phone)
    until(phone, OPEN)
    phone.wait_for_selector("h1:visible")


def test_five_wrong_ones_ask_for_a_new_sign_in_and_the_draft_is_still_there(phone, story_cast):
    cara = story_cast["cara"]
    phone.goto("/incidents/new/")
    phone.evaluate("""async (owner) => {
      const { openVault } = await import("/static/js/phone/vault.js");
      await (await openVault(owner)).put("queue", "a", {label: "A message", at: 1, state: "held"});
    }""", str(cara.pk))  # fmt: skip
    phone.goto("/settings/")
    phone.locator("[data-now]").tap()
    until(phone, LOCKED)
    for wrong in range(1, 6):
        enter(phone, "1111")
        until(phone, f"document.querySelector('dialog.lock .fault').textContent.includes('{5 - wrong}')")
    assert phone.evaluate(KEPT) == [{"wrong": 5, "rounds": 600_000}]
    phone.reload()
    phone.wait_for_selector("dialog.lock [data-again]:visible")
    assert not phone.locator("dialog.lock input").is_visible()
    phone.context.set_offline(True)
    phone.locator("dialog.lock [data-again]").tap()
    phone.wait_for_selector("dialog.lock [data-offline]:visible")
    phone.context.set_offline(False)
    phone.locator("dialog.lock [data-again]").tap()
    phone.wait_for_url("**/accounts/login/?next=*")
    assert phone.evaluate(OPEN)
    phone.fill("[name=login]", cara.email)
    phone.fill("[name=password]", PASSPHRASE)
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/settings/")
    until(phone, OPEN)
    assert phone.evaluate(KEPT) == [{"wrong": 0, "rounds": 600_000}]
    assert not Incident.objects.exists()


def test_the_pin_is_neither_sent_nor_kept_readable(caras_phone):
    page = caras_phone(language="en")
    sent = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    set_pin(page, "73194628")
    page.locator("[data-now]").tap()
    until(page, LOCKED)
    enter(page, "73194628")
    until(page, OPEN)
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert sent
    assert not [line for line in [*sent, kept] if "73194628" in line]


def test_removed_it_asks_no_more(phone):
    phone.locator("[data-remove]").tap()
    phone.wait_for_selector("#phone-lock [data-unset]:not([hidden])")
    phone.evaluate(LONG_AGO)
    phone.goto("/")
    until(phone, OPEN)
    assert phone.evaluate(KEPT) == [None]


def test_too_short_or_not_the_same_is_said_at_the_field(caras_phone):
    page = caras_phone(language="en")
    page.goto("/settings/")
    first, second = page.locator("#phone-lock [data-pin]").all()
    for one, other, wrong in (("12", "12", first), ("12a4", "12a4", first), ("1234", "1235", second)):
        first.fill(one)
        second.fill(other)
        page.keyboard.press("Enter")
        assert wrong.get_attribute("aria-invalid") == "true"
        assert page.inner_text("#phone-lock-said")
    assert page.evaluate("localStorage.getItem('doorstep-lock')") is None

"""Old phones: what a browser lacks is taken away, one piece after the other; every report still gets to the server."""

import re

import pytest

from boundaries.models import Incident
from tests.browser.form_pages import answered, choose
from tests.browser.phone_app import until
from tests.cast import PASSPHRASE

WORDS = "„Mondja már meg a számát!”"
MODULES = re.compile(r"/static/js/(?!at_once).*\.js")
MISSING = {
    "service workers": "delete Navigator.prototype.serviceWorker",
    "IndexedDB": "Object.defineProperty(window, 'indexedDB', {value: undefined})",
    "WebCrypto": "Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})",
    "channels": "delete window.BroadcastChannel",
    "locks": "delete Navigator.prototype.locks",
    "language names": "delete Intl.DisplayNames",
    "structuredClone": "delete window.structuredClone",
    "randomUUID": "delete Crypto.prototype.randomUUID",
    "storage manager": "delete Navigator.prototype.storage",
    "dialogs": "delete HTMLDialogElement.prototype.showModal",
    "navigation": "delete window.navigation",
    "idle callbacks": "delete window.requestIdleCallback",
    "trusted types": "delete window.trustedTypes",
    "bitmaps": "delete window.createImageBitmap",
    "requestSubmit": "delete HTMLFormElement.prototype.requestSubmit",
    "local storage": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})",
    "push": "delete window.PushManager; delete window.Notification",
    "growing fields": "const knows = CSS.supports; CSS.supports = (...asked) => asked[0] !== 'field-sizing' && knows(...asked)",
}


def begin(page):
    page.goto("/")
    page.locator("main a[href='/incidents/new/']").first.tap()
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    page.wait_for_selector("#report")
    page.locator("label:has-text('K-031')").first.tap()
    choose(page, "contact_channel", "in_person")
    choose(page, "staff_part", "no")
    page.fill("[name=request_verbatim]", WORDS)


def to_the_receipt_the_plain_way(page):
    begin(page)
    page.locator("#together").tap()
    page.wait_for_load_state()
    answered(page)
    page.locator("#to-check").tap()
    page.locator("form[data-once] button").tap()
    page.wait_for_url("**/receipt/")
    report = Incident.objects.get()
    assert page.inner_text("#reference") == report.reference
    assert (report.status, report.request_verbatim) == ("submitted", WORDS)


def without_modules(page):
    """The browser asks for them and gets nothing, as one that does not know them."""
    page.context.route(MODULES, lambda route: route.fulfill(status=404))
    return page


def test_without_scripts_from_home_to_the_receipt(caras_phone):
    to_the_receipt_the_plain_way(caras_phone(java_script_enabled=False))


def test_without_modules_the_plain_form_is_there_to_the_receipt(caras_phone):
    to_the_receipt_the_plain_way(without_modules(caras_phone(service_workers="block")))


def test_without_modules_no_page_is_covered_and_every_step_is_seen(caras_phone):
    page = without_modules(caras_phone(service_workers="block"))
    begin(page)
    for place in ("/", "/incidents/", "/incidents/new/", "/danger/", "/settings/", page.url):
        page.goto(place)
        assert page.evaluate("getComputedStyle(document.body).opacity") == "1", place
        assert page.locator("h1, #basics h2").first.is_visible(), place
    assert [number for number in range(1, 16) if not page.locator(f"[data-number='{number}'] h2").is_visible()] == []
    assert page.locator("main a:visible[href^='#']").count() == 0  # none that leads to a screen that never comes


def test_a_lock_whose_scripts_do_not_come_leaves_a_way_that_needs_the_passphrase(caras_phone, story_cast):
    cara = story_cast["cara"]
    cara.set_password(PASSPHRASE)
    cara.save()
    page = caras_phone(service_workers="block")
    page.goto("/healthz")
    lock = {"owner": str(cara.pk), "minutes": 5, "isShut": True}
    page.evaluate("lock => localStorage.setItem('doorstep-lock', JSON.stringify(lock))", lock)
    without_modules(page)
    page.goto("/incidents/")
    assert not page.locator("main").is_visible()
    page.locator("[data-stuck] button").tap()
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", "north-001")
    page.fill("[name=password]", PASSPHRASE)
    page.locator("form:has([name=password]) button").tap()
    page.wait_for_selector("main a[href='/incidents/new/']")
    page.evaluate("localStorage.setItem('doorstep-active', '0')")
    page.goto("/incidents/")
    assert not page.locator("main").is_visible()
    page.locator("[data-stuck] button").tap()
    page.wait_for_selector("[name=password]")


def test_without_has_in_the_styles_what_is_chosen_is_seen_and_nothing_asked_is_hidden(caras_phone):
    page = caras_phone(service_workers="block")

    def older(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(":has(", ":unknown-here("))

    page.context.route("**/*.css", older)
    begin(page)
    assert page.locator("[name=contact_channel][value=in_person]").evaluate("field => getComputedStyle(field).opacity") == "1"
    assert page.locator("#field-client_missing_reason").is_visible()
    assert page.locator(".named").first.is_visible()


@pytest.mark.parametrize("missing", MISSING)
def test_without_it_a_report_is_written_and_sent(missing, caras_phone):
    page = caras_phone()
    page.add_init_script(MISSING[missing])
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    begin(page)
    page.locator("#to-short").tap()
    page.locator("#together").tap()
    answered(page)
    until(page, "['saved', 'server'].includes(document.getElementById('saved').dataset.state)")
    assert Incident.objects.get().request_verbatim == WORDS
    page.locator("#to-check").first.tap()
    page.locator("#send:visible, form[data-once] button:visible").first.tap()
    page.wait_for_url("**/receipt/")
    report = Incident.objects.get()
    assert (report.status, report.request_verbatim) == ("submitted", WORDS)
    assert faults == []

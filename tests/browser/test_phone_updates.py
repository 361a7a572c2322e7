"""A new version waits until it is wanted, takes nothing that was written away, and a broken one never serves."""

import pytest

from boundaries.models import Incident
from tests.browser.phone_app import until, visited
from tests.parts import between

WORDS = "Megkérdezte, hol lakom."
CACHES = "(async () => (await caches.keys()).sort().join(' '))()"
ASK_FOR_UPDATE = "(async () => { try { await (await navigator.serviceWorker.getRegistration()).update() } catch {} })()"
WAITS = "(async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting))()"


@pytest.fixture
def way(site_address):
    """The machine between the phone and the site."""
    with between.running(int(site_address.rsplit(":", 1)[1])) as machine:
        yield machine


@pytest.fixture
def phone(caras_phone, way):
    return visited(caras_phone(base_url=way.address))


def begin(page):
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    until(page, "document.getElementById('saved').textContent !== ''")


def test_a_new_version_waits_until_it_is_wanted_and_the_words_stay(phone, way):
    begin(phone)
    phone.fill("[name=request_verbatim]", WORDS)
    before = phone.evaluate(CACHES)
    way.version = "-later"
    phone.evaluate(ASK_FOR_UPDATE)
    phone.wait_for_selector("#version-ready")
    assert phone.input_value("[name=request_verbatim]") == WORDS
    assert phone.evaluate(WAITS)
    phone.locator("#version-ready button").tap()
    until(phone, f"{WAITS}.then((waits) => !waits)")
    phone.wait_for_selector("#report")
    until(phone, f"document.querySelector('[name=request_verbatim]').value === '{WORDS}'")
    until(phone, f"{CACHES}.then((names) => names === '{before}-later')")
    assert phone.locator("#version-ready").count() == 0


def test_two_tabs_are_not_reloaded_under_whoever_writes(phone, way):
    begin(phone)
    phone.fill("[name=request_verbatim]", WORDS)
    other = phone.context.new_page()
    other.goto(f"{way.address}/")
    way.version = "-later"
    other.evaluate(ASK_FOR_UPDATE)
    other.wait_for_selector("#version-ready")
    phone.evaluate("window.isTheSame = true")
    other.locator("#version-ready button").tap()
    until(other, f"{WAITS}.then((waits) => !waits)")
    assert phone.evaluate("window.isTheSame")
    assert phone.input_value("[name=request_verbatim]") == WORDS


def test_half_a_version_never_serves(phone, way):
    before = phone.evaluate(CACHES)
    way.version = "-broken"
    way.broken["/static/css/form.css"] = 502
    phone.evaluate(ASK_FOR_UPDATE)
    until(phone, "(async () => !(await navigator.serviceWorker.getRegistration()).installing)()")
    assert not phone.evaluate(WAITS)
    assert phone.evaluate(CACHES) == before
    phone.context.set_offline(True)
    phone.goto("/")
    phone.wait_for_selector("main a[href='/incidents/new/']")


def test_a_proxys_error_or_a_slow_answer_is_answered_from_the_phone(phone, way):
    way.broken["/"] = 502
    phone.goto("/")
    phone.wait_for_selector("[data-why=server]:visible")
    del way.broken["/"]
    way.slow["/"] = 6
    phone.goto("/")
    phone.wait_for_selector("[data-why=network]:visible")
    phone.locator("[data-again]").first.tap()
    phone.wait_for_selector("body[data-reports]", timeout=60_000)


def test_a_form_that_did_not_get_through_keeps_its_words_and_is_sent_once(phone, way):
    phone.goto("/questions/new/")
    phone.fill("[name=question]", WORDS)
    way.broken["/questions/new/"] = 502
    phone.locator("button[form=question].primary").tap()
    phone.wait_for_selector("main form input[name=question]", state="attached")
    way.broken.clear()
    phone.locator("main form button.primary").tap()
    phone.wait_for_selector("textarea[name=question]")
    assert phone.input_value("[name=question]") == WORDS
    phone.locator("button[name=go][value=send]").tap()
    phone.wait_for_url("**/receipt/")
    assert Incident.objects.get().question == WORDS

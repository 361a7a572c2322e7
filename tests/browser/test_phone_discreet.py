"""Discreet: one tap and nothing of Doorstep is in the tab, behind it or on the screen; without a network too."""

import re

import pytest

from boundaries.models import Incident
from tests.browser.phone_app import until
from tests.browser.phone_screens import STEPS

OWN_HISTORY = "navigation.entries().map((entry) => new URL(entry.url).pathname)"
FOCUSED = "document.activeElement.name"
OPACITY = "getComputedStyle(document.body).opacity"
WORDS = "Megkérte, hogy adjam meg a telefonszámomat"


def begin(page):
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")


def away(page):
    page.wait_for_url("**/away/")
    until(page, "sessionStorage.getItem('doorstep-left') === 'left'")


def test_exit_keeps_what_was_typed_and_leaves_no_page_behind_or_ahead(caras_phone):
    page = caras_phone()
    page.goto("/")
    page.goto("/incidents/")
    begin(page)
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("a.exit").tap()
    away(page)
    assert set(page.evaluate(OWN_HISTORY)) == {"/away/"}
    assert "Doorstep" not in page.title() + page.inner_text("body")
    page.go_back()
    assert page.url.endswith("/away/")
    page.go_back()
    assert "127.0.0.1" not in page.url
    page.goto("/")
    page.goto(f"/incidents/drafts/{Incident.objects.get().pk}/")
    until(page, f"document.querySelector('[name=request_verbatim]').value === '{WORDS}'")


def test_escape_three_times_leaves_and_twice_does_not(caras_phone):
    page = caras_phone()
    begin(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1600)
    page.keyboard.press("Escape")
    assert "/drafts/" in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    away(page)


def test_a_page_that_was_left_is_not_shown_again_by_the_browsers_back(caras_phone):
    page = caras_phone()
    page.add_init_script("Object.defineProperty(globalThis, 'navigation', {value: undefined})")
    page.goto("/")
    page.goto("/incidents/")
    # as where the browser could not go back: the way through the history is guarded as well
    page.evaluate("sessionStorage.setItem('doorstep-left', 'left')")
    page.goto("/away/")
    with page.expect_navigation(url="**/away/"):
        page.evaluate("history.back()")
    page.goto("/incidents/")
    assert page.url.endswith("/incidents/")
    assert page.evaluate("sessionStorage.getItem('doorstep-left')") is None


def test_browsers_that_tell_nothing_of_their_history_are_counted(caras_phone):
    page = caras_phone()
    page.add_init_script("Object.defineProperty(globalThis, 'navigation', {value: undefined})")
    page.goto("/")
    begin(page)
    page.locator("#to-steps").tap()
    page.wait_for_selector("#step-1.current")
    page.locator("a.exit").tap()
    away(page)
    page.go_back()
    page.go_back()
    assert "127.0.0.1" not in page.url


def test_without_a_network_the_exit_leads_to_the_same_page(caras_phone):
    page = caras_phone()
    page.goto("/")
    until(page, "navigator.serviceWorker.controller !== null")
    begin(page)
    page.context.set_offline(True)
    page.locator("a.exit").tap()
    away(page)
    assert page.locator("td[aria-current]").count() == 1
    assert set(page.evaluate(OWN_HISTORY)) == {"/away/"}


def test_another_sites_page_comes_after_the_own_one(caras_phone):
    page = caras_phone(service_workers="block")
    weather = "https://weather.example/"

    def onward(route):
        text = route.fetch().text()
        route.fulfill(body=text.replace("<html ", f'<html data-onward="{weather}" '), content_type="text/html")

    page.route("**/away/", onward)
    page.route(weather, lambda route: route.fulfill(body="<h1>Rain</h1>", content_type="text/html"))
    page.goto("/")
    page.goto("/incidents/")
    page.locator("a.exit").tap()
    page.wait_for_url(weather)
    assert page.evaluate("navigation.entries().length") == 1
    page.go_back()
    page.wait_for_url("**/away/")
    page.wait_for_timeout(300)
    assert set(page.evaluate(OWN_HISTORY)) == {"/away/"}


def test_without_javascript_exit_is_a_link_to_the_same(caras_phone):
    page = caras_phone(java_script_enabled=False)
    page.goto("/")
    page.locator("a.exit").tap()
    page.wait_for_url("**/away/")
    assert page.locator("h1").count() == 1


def test_every_page_of_the_form_and_every_bar_has_the_exit(caras_phone):
    page = caras_phone()
    begin(page)
    draft = page.url.split("#")[0]
    places = [draft, f"{draft}check/", f"{draft}danger/", "/", "/incidents/", "/incidents/new/", "/notices/", "/policies/"]
    places += [f"{draft}#{place}" for place in STEPS]
    for place in places:
        page.goto(place)
        box = page.locator("a.exit:visible").bounding_box()
        assert min(box["width"], box["height"]) >= 44, place


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_page_behind_the_exit_says_nothing_of_doorstep(open_page, axe, is_dark):
    page = open_page(color_scheme="dark" if is_dark else "light", viewport={"width": 320, "height": 640})
    answer = page.goto("/away/?language=uk")
    assert not re.search("doorstep(?!.css)", answer.text(), re.IGNORECASE)
    assert page.locator("tbody td:not(:empty)").count() >= 28
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)


def test_a_page_that_nobody_looks_at_is_blank(caras_phone):
    page = caras_phone()
    begin(page)
    page.wait_for_selector("html[data-discreet]:not(.covered) .screen.current")
    # asked again until it is taken: a page that has just been uncovered takes no focus before it is drawn
    until(page, f"(document.querySelector('[name=request_verbatim]').focus(), {FOCUSED} === 'request_verbatim')")
    other = page.context.new_page()
    other.bring_to_front()
    # said again while it is asked: an event of the browser's own, such as the focus, may come in between
    until(page, f"(dispatchEvent(new Event('pagehide')), {OPACITY} === '0')")
    other.close()  # a tab that is still opening may come to the front late, and stay there
    page.bring_to_front()
    until(page, f"(document.dispatchEvent(new Event('visibilitychange')), {OPACITY} === '1')")
    until(page, f"{FOCUSED} === 'request_verbatim'")

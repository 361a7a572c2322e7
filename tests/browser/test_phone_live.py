"""Beside the client: cards in her language, nothing that she need not read, and the same answers as in the other ways."""

import re

import pytest

from boundaries.models import Incident
from tests.browser.form_pages import begun

# what is asked about the client, in the language of the caregiver (Hungarian) and in the names of the kinds
UNREAD = re.compile("biztonság|veszély|kellemetlen|kényelmetlen|jelent|telefonszám|ügyfél számára", re.IGNORECASE)


@pytest.fixture
def page(caras_phone):
    page = caras_phone()
    begun(page)
    page.locator("label:has([name=who]):has-text('K-044')").tap()
    page.locator("#to-live").tap()
    page.wait_for_selector("#live.current")
    return page


def card(page, number):
    page.wait_for_selector(f"#live-{number}:not([hidden])")
    return page.locator(f"#live-{number}")


def saved(page, **expected):
    """The answers that the server has, once it has as many as expected."""
    for _ in range(100):
        found = {f"step_{row.clause.number}": row.answer or row.outcome for row in Incident.objects.get().answers.all()}
        if set(expected) <= set(found):
            return found
        page.wait_for_timeout(100)
    return found


def test_the_sentences_stand_large_in_the_clients_language(page):
    for number in (1, 2):
        card(page, number).locator("[data-live=later]").tap()
    words = card(page, 3).locator(".aloud [data-show]")
    page.wait_for_selector("#live-3 .aloud [lang=cs]")
    assert words.count() == 2
    assert "soukrom" in words.first.inner_text()
    assert words.first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 23


def test_nothing_is_read_that_the_client_need_not_read(page, axe):
    title = page.title()
    for number in range(1, 12):
        shown = card(page, number)
        assert not UNREAD.search(page.locator("body").inner_text()), number
        for button in shown.locator("[data-live=later], [data-live=done]").all():
            assert button.bounding_box()["height"] >= 60
        if number in (1, 3, 5):
            axe(page)
        shown.locator("[data-live=later]").tap()
    page.wait_for_selector("#live-end:not([hidden])")
    assert title == "Doorstep"
    assert page.locator("#live .help").first.get_attribute("href").endswith("/danger/")


def test_done_answers_the_step_and_back_is_the_browsers_back(page):
    card(page, 1).locator("[data-live=done]").tap()
    card(page, 2).locator("[data-live=later]").tap()
    card(page, 3)
    page.go_back()
    card(page, 2)
    page.go_back()
    assert "is-done" in card(page, 1).locator("[data-live=done]").get_attribute("class")
    assert saved(page, step_1="done") == {"step_1": "done"}
    assert page.locator("#step-1 [value=done]").is_checked()


def test_after_leaving_what_is_open_follows_then_the_questions_and_the_hopes(page):
    card(page, 1).locator("[data-live=done]").tap()
    for number in (2, 3, 4, 5, 6, 7, 8, 9):
        card(page, number).locator("[data-live=done]").tap()
    card(page, 10).locator("[data-live=later]").tap()
    card(page, 11)
    page.locator("#left").tap()
    order = []
    for _ in range(12):
        page.wait_for_selector(".screen.current")
        order.append(page.locator(".screen.current").get_attribute("id"))
        if not page.locator("#next").is_visible():
            break
        page.locator("#next").tap()
        page.wait_for_function("before => document.querySelector('.screen.current').id !== before", arg=order[-1])
    # the reason was given but not written down yet; 13 and 14 are asked, never ticked
    assert order == ["step-2", "step-13", "step-14", "step-7", "step-8", "step-9", "response", "hopes"]
    assert page.title() != "Doorstep"
    assert page.locator("#to-check").is_visible()


def test_what_another_way_answered_is_answered_here(page):
    page.go_back()
    page.locator("#to-short").tap()
    page.locator("#together").tap()
    page.wait_for_selector("[data-mark='11']:not([hidden])", state="attached")
    page.go_back()
    page.locator("#to-live").tap()
    assert "is-done" in card(page, 1).locator("[data-live=done]").get_attribute("class")
    card(page, 1).locator("[data-live=later]").tap()
    assert "is-done" not in card(page, 2).locator("[data-live=done]").get_attribute("class")


def test_without_javascript_there_is_no_live_way(caras_phone):
    page = caras_phone(java_script_enabled=False)
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    assert page.locator("#to-short").is_hidden()
    assert page.locator("#live").is_hidden()

"""A number in a text: whose is it? Asked in the step, taken out with one tap or kept, and never in the way."""

import json
from pathlib import Path

import pytest

from boundaries.models import Incident
from tests.browser.form_pages import begun, whole
from tests.browser.phone_app import until

CASES = json.loads((Path(__file__).parent.parent / "boundaries" / "contact_data.json").read_text(encoding="utf-8"))
FIND = """async ([text, known]) => {
  const { contactDataIn } = await import("/static/js/form/contact_data.js");
  return contactDataIn(text, new Set(known.map((number) => number.replace(/\\D/g, ""))));
}"""
NUMBER = "+36 30 123 4567"


@pytest.fixture
def page(caras_phone):
    page = caras_phone()
    begun(page)
    return page


def words(page):
    return page.locator("[name=request_verbatim]")


def on_server(page, text):
    for _ in range(100):
        if Incident.objects.get().request_verbatim == text:
            return True
        page.wait_for_timeout(100)
    return False


def test_phone_and_server_find_the_same(page):
    for text, found in CASES["found"].items():
        assert page.evaluate(FIND, [text, []]) == found, text
    for text in CASES["not_found"]:
        assert page.evaluate(FIND, [text, []]) == [], text
    assert page.evaluate(FIND, [CASES["known"]["text"], CASES["known"]["numbers"]]) == []


def test_it_is_asked_while_writing_and_taken_out_with_one_tap(page, axe):
    words(page).fill(f"Hívjon: {NUMBER}, este.")
    question = page.locator("#field-request_verbatim .whose")
    question.wait_for()
    assert question.locator("[data-found]").inner_text() == NUMBER
    axe(page)
    question.locator("[data-take]").tap()
    assert words(page).input_value() == "Hívjon: […], este."
    assert on_server(page, "Hívjon: […], este.")
    page.locator("[data-undo]").tap()
    assert words(page).input_value() == f"Hívjon: {NUMBER}, este."
    assert question.is_visible()


def test_what_is_the_organisations_is_kept_and_not_asked_again(page):
    words(page).fill(f"Az iroda: {NUMBER}")
    page.locator("[data-keep]").tap()
    page.locator(".whose").wait_for(state="detached")
    page.locator("details:has([name=feelings]) summary").first.tap()
    page.locator("[name=feelings]").fill(f"{NUMBER} az irodáé")
    page.locator("[name=feelings]").blur()
    assert page.locator(".whose").count() == 0
    page.reload()
    page.wait_for_selector("#saved:not(:empty)")
    whole(page)
    words(page).fill(f"Az iroda: {NUMBER}, megint")
    words(page).blur()
    assert page.locator(".whose").count() == 0


def test_two_numbers_are_asked_one_after_the_other_and_an_open_question_hinders_nothing(page):
    words(page).fill("777 123 456 a 777 654 321")
    page.locator("[data-take]").tap()
    assert page.locator("[data-found]").inner_text() == "777 654 321"
    page.locator("#to-short").tap()
    page.wait_for_selector("#short.current")
    assert on_server(page, "[…] a 777 654 321")


def test_numbers_that_are_no_contact_data_raise_nothing(page):
    words(page).fill("2026-11-22 17:40, 1 200 000 Ft")
    words(page).blur()
    assert page.locator(".whose").count() == 0


def test_what_was_written_before_the_question_was_there_is_asked_about_too(caras_phone):
    page = caras_phone(service_workers="block")
    waiting = []
    page.route("**/form/rest.js", lambda route: waiting.append(route))
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    page.wait_for_selector("#saved:not(:empty)")
    words(page).fill(f"Hívjon: {NUMBER}, este.")
    until(page, "document.getElementById('saved').dataset.state === 'saved'")
    assert page.locator(".whose").count() == 0
    waiting[0].continue_()
    page.locator("#field-request_verbatim .whose").wait_for()

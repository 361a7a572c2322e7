"""Sentences in the client's language: shown large, turned round, put into the note, and there without a network."""

import pytest

from boundaries.models import Incident
from tests.browser.form_pages import begun

POCKET = """async () => {
  const { openVault } = await import("/static/js/phone/vault.js");
  const { pocketOf, refresh } = await import("/static/js/phone/pocket.js");
  const vault = await openVault(document.body.dataset.person);
  await refresh(vault);
  return Object.keys((await pocketOf(vault)).said).length;
}"""


@pytest.fixture
def page(caras_phone):
    page = caras_phone()
    begun(page)
    return page


def choose_client(page, code):
    page.locator(f"label:has([name=who]):has-text('{code}')").tap()


def at_step(page, number):
    page.goto(page.url.split("#")[0] + f"#step-{number}")
    page.wait_for_selector(f"#step-{number}.current")
    return page.locator(f"#step-{number}")


def test_sentences_follow_the_client_without_a_network(page):
    assert page.evaluate(POCKET) >= 1
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    choose_client(page, "K-044")
    page.wait_for_selector("[data-said='3'] ul[lang=cs] [data-show]", state="attached")
    choose_client(page, "K-031")
    page.wait_for_selector("[data-said='3'] ul[lang=hu] [data-show]", state="attached")
    assert [url for url in asked if "/pocket/" in url or url.endswith(f"{Incident.objects.get().pk}/")] == []


def test_a_card_fills_the_screen_in_very_large_type_and_closes(page, axe):
    choose_client(page, "K-044")
    page.wait_for_selector("[data-said='3'] ul[lang=cs]", state="attached")
    step = at_step(page, 3)
    step.locator(".say summary").tap()
    sentence = step.locator("[data-show]").first
    words = sentence.inner_text()
    sentence.tap()
    card = page.locator("#card[open]")
    card.wait_for()
    assert card.locator("[data-words]").inner_text() == words
    assert card.locator("[data-words]").get_attribute("lang") == "cs"
    size = card.bounding_box()
    assert (size["width"], size["height"]) == (390, 844)
    assert card.locator("[data-words]").evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 28
    axe(page)
    card.locator("[data-turn]").tap()
    assert card.locator("[data-turn]").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert sentence.evaluate("element => element === document.activeElement")
    sentence.tap()
    assert "turned" not in (page.locator("#card").get_attribute("class") or "")
    page.locator("#card [data-close]").tap()
    card.wait_for(state="hidden")


def test_a_tap_puts_the_sentence_into_the_note_where_it_can_be_changed(page):
    choose_client(page, "K-044")
    page.wait_for_selector("[data-said='6'] ul[lang=cs]", state="attached")
    step = at_step(page, 6)
    step.locator(".say summary").tap()
    words = step.locator("[data-show]").first.inner_text()
    step.locator("[data-insert]").first.tap()
    note = step.locator("textarea")
    assert note.input_value() == words
    assert step.locator("[value=done]").is_checked()
    note.fill(words + " A ještě něco.")
    note.blur()
    for _ in range(100):
        answer = Incident.objects.get().answers.filter(clause__number=6).first()
        if answer and answer.note.endswith("něco."):
            break
        page.wait_for_timeout(100)
    assert answer.note == words + " A ještě něco."


def test_without_javascript_the_sentences_stand_in_the_page(caras_phone):
    page = caras_phone(java_script_enabled=False)
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    page.locator("#step-3 .say summary").tap()
    assert page.locator("#step-3 .say q").count() == 2
    assert page.locator("#step-3 .say button").count() == 0

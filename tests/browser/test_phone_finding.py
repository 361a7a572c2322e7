"""The one search box: the same folding as on the server, found without a network, and pages to read for everybody."""

import pytest

from policies.search.folding import fold, words_of
from tests.browser.phone_app import until, visited

WORDS = [
    "Pečovatelku a řidiče", "ügyfél, Őr, ŰR", "Wärme, Å, Ö", "клієнтів; їжак; ґанок; Йод", "съд, ъгъл", "об'єкт об’єкт", "K-031",
    "Straße STRASSE", "Łódź đak ħal ðat ıs", "œuvre æble", "ΣΊΣΥΦΟΣ Σίσυφος", "İstanbul", "soft\u00adhyphen zero\u200bwidth",
    "ﬁne Ⅳ ½", "a bb 12-34 x_y", "", "😀 <b>", "e\u0301te\u0301", "pečovatel-řidič",
]  # fmt: skip
FOLDED = """async (words) => {
  const { fold, wordsOf } = await import("/static/js/phone/folding.js");
  return words.map((text) => [fold(text), wordsOf(text)]);
}"""


def test_a_phone_folds_as_the_server_does(caras_phone):
    page = caras_phone()
    page.goto("/library/")
    for text, (folded, words) in zip(WORDS, page.evaluate(FOLDED, WORDS), strict=True):
        assert (folded, words) == (fold(text), list(words_of(text))), text


@pytest.mark.parametrize(
    ("language", "typed", "title"), [("hu", "hallgatas akt", "Aktív hallgatás"), ("uk", "співпереж", "Емпатія")]
)
def test_it_is_found_with_a_network_and_without(caras_phone, axe, language, typed, title):
    page = visited(caras_phone(language=language))
    page.fill("#find", typed)
    page.press("#find", "Enter")
    page.wait_for_url("**/find/**")
    assert title in page.locator(".found strong").all_inner_texts()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.set_offline(True)
    page.goto("/")
    page.fill("#find", typed)
    page.press("#find", "Enter")
    until(page, "document.querySelector('[data-group=library] li mark')")
    hit = page.locator("[data-group=library] li a").first
    assert hit.locator("[data-title]").inner_text() == title
    axe(page)
    hit.tap()
    until(page, f"document.querySelector('h1').textContent === '{title}'")
    assert page.locator("[data-text]").is_visible()


def test_the_steps_of_a_protocol_are_found_without_a_network(caras_phone):
    page = visited(caras_phone(language="en"))
    page.context.set_offline(True)
    page.goto("/find/?q=discomf")
    until(page, "document.querySelector('[data-group=policies] li')")
    assert page.locator("[data-group=policies] li a").first.get_attribute("href").startswith("/policies/")
    page.fill("#find", "zzqqxx")
    assert page.locator("[data-none]").is_visible()


@pytest.mark.parametrize("address", ["/library/", "/library/respect/", "/find/?q=client"])
def test_the_pages_are_accessible_and_fit(caras_phone, axe, address):
    page = caras_phone(width=320, height=640)
    page.goto(address)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

"""Nothing is cut on any screen of a reporter's phone: 320 px wide, and with text at twice its size.

320 px is also what a window of 640 px shows at a zoom of 200 %. Twice the size of text: the root's, as from the
browser's own setting, at 390 px. Bulgarian, Hungarian and Ukrainian have the longest words and labels of the six.
"""

import os

import pytest

from tests.browser.cut import LARGE_TEXT, cut
from tests.browser.phone_screens import form_screens, page_screens

NARROW = {"width": 320, "height": 640}
LONGEST = ("bg", "hu", "uk")
LANGUAGES = (*LONGEST, "cs", "en", "sv") if os.environ.get("PHONE_SCREENS") == "all" else LONGEST


def found(page, *ways):
    """Screen -> what is cut there; asserts that many screens were seen."""
    seen = {name: cut(page) for way in ways for name in way(page)}
    assert len(seen) >= 7
    print(f"\nSCREENS {len(seen)}")
    return {name: lines for name, lines in seen.items() if lines}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_fits_a_narrow_phone(caras_phone, language):
    assert found(caras_phone(language=language, **NARROW), form_screens) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_fit_a_narrow_phone(caras_phone, language):
    assert found(caras_phone(language=language, **NARROW), page_screens) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_twice_the_size_fits_too(caras_phone, language):
    page = caras_phone(language=language)
    page.add_init_script(LARGE_TEXT)
    assert found(page, form_screens, page_screens) == {}


@pytest.mark.parametrize(
    "harm",
    [
        "document.querySelector('h1').style.width = '900px'",
        "document.querySelector('.exit').style.cssText = 'width: 40px; white-space: nowrap; min-width: 0'",
        "document.querySelector('main').style.cssText = 'height: 60px; overflow: hidden; flex: none'",
        "document.querySelector('.thumb').style.height = '90vh'",
    ],
)
def test_what_is_cut_is_found(caras_phone, harm):
    page = caras_phone(**NARROW)
    page.goto("/")
    page.wait_for_selector(".thumb")
    assert cut(page) == []
    page.evaluate(harm)
    assert cut(page) != []

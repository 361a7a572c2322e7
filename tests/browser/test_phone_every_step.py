"""axe finds nothing on any screen of a reporter's phone, in six languages, light and dark.

Hungarian sees every screen, the others every fifth, each language another one; every second screen is dark.
`./run bench phone_screens` sees every screen in every language, light and dark.
"""

import os

import pytest

from tests.browser.cut import OPEN
from tests.browser.phone_app import visited
from tests.browser.phone_screens import form_screens, page_screens

LANGUAGES = ["hu", "bg", "cs", "en", "sv", "uk"]
IS_WHOLE = os.environ.get("PHONE_SCREENS") == "all"
SHARE = 1 if IS_WHOLE else 5
# what lies under the thumb as the page is rolled just now counts as too small a target
REST_THUMB = "document.querySelectorAll('.thumb').forEach((thumb) => { thumb.style.position = 'static' })"


def looked_at(page, screens, axe, mine=lambda place: True, modes=2) -> list[str]:
    """The screens that axe looked at, light and dark turn by turn or both."""
    seen = []
    for place, name in enumerate(screens):
        if not mine(place):
            continue
        for scheme in ("light", "dark") if IS_WHOLE else ("dark",) if place % modes else ("light",):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(OPEN)
            page.evaluate(REST_THUMB)
            axe(page)
            seen.append((name, scheme))
    print(f"\nSCREENS {len(seen)}")
    return seen


def test_every_screen_of_the_form_in_one_language(caras_phone, axe):
    page = caras_phone()
    assert len(looked_at(page, form_screens(page), axe)) >= 28


@pytest.mark.parametrize("language", LANGUAGES if IS_WHOLE else LANGUAGES[:1])
def test_the_pages_around_it(caras_phone, axe, language):
    page = caras_phone(language=language)
    assert len(looked_at(page, page_screens(page), axe)) >= 7


@pytest.mark.parametrize("place", range(1, len(LANGUAGES)))
def test_some_screens_in_every_other_language(caras_phone, axe, place):
    page = caras_phone(language=LANGUAGES[place])
    seen = looked_at(page, form_screens(page), axe, lambda number: number % SHARE == place % SHARE, modes=3)
    assert len(seen) >= 5
    assert page.get_attribute("html", "lang") == LANGUAGES[place]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_without_a_network(caras_phone, axe, scheme):
    page = caras_phone(color_scheme=scheme)
    visited(page)
    page.context.set_offline(True)
    page.goto("/")
    page.wait_for_selector("main a[href='/incidents/new/']")
    axe(page)
    page.goto("/danger/")
    page.wait_for_selector("main [name=danger_for]", state="attached")
    axe(page)

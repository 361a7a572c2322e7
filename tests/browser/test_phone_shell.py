"""The shell without a network: in the person's language, narrow, accessible, with nobody's data in the browser's cache."""

import pytest
from django.conf import settings

from tests.browser.phone_app import until, visited

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def phone(caras_phone):
    """A function: Cara's phone after its first visit, now without a network."""

    def opener(**options):
        page = visited(caras_phone(**options))
        page.context.set_offline(True)
        return page

    return opener


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_is_there_without_a_network_in_each_language(phone, language, axe):
    page = phone(language=language, width=320, height=640)
    for place in ("/", "/notices/", "/incidents/new/", "/danger/", "/incidents/drafts/00000000-0000-7000-8000-000000000001/"):
        page.goto(place)
        page.wait_for_selector("main h1")
        until(page, "document.querySelector('main').children.length > 1")
        assert page.locator("h1:visible").count() == 1
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, place
        axe(page)

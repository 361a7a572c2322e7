"""The shell without a network: in the person's language, narrow, accessible, with nobody's data in the browser's cache."""

import pytest
from django.conf import settings

from tests.browser.phone_app import cached, until, visited

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


def test_nothing_of_anybody_is_in_the_browsers_cache(caras_phone, story_cast):
    planted = "planted-words-of-a-client"
    page = visited(caras_phone())
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    page.fill("[name=request_verbatim]", planted)
    until(page, "document.getElementById('saved').dataset.state === 'saved'")
    for place in ("/", "/incidents/", "/settings/", "/notices/"):
        page.goto(place)
    cara = story_cast["cara"]
    kept = cached(page)
    assert len(kept) >= 50
    for word in (planted, cara.given_name, cara.email, str(cara.pk), cara.organisation.name, "K-031", "csrfmiddlewaretoken"):
        assert [text[:200] for text in kept if word and word in text] == [], word
    assert {text.split()[0] for text in kept} == {kept[0].split()[0]}

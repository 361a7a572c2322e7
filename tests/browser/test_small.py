"""A small thing on Sam's phone: from the queue to closed in at most five taps, with one line typed."""

import pytest

from boundaries.models import Incident
from tests import stories
from tests.browser.signing_in import sign_in

MOST_TAPS = 5


@pytest.fixture
def sams_phone(story_cast, open_page):
    """A function: Sam's phone, counting what is tapped."""

    def opener(**options):
        page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, **options)
        sign_in(page, story_cast["sam"])
        return page

    return opener


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_queue_to_closed_in_five_taps(sams_phone, story_cast, axe, javascript):
    incident = stories.submitted(story_cast["cara"], expectation="just_record", client_decision="declined")
    page, taps = sams_phone(java_script_enabled=javascript), []

    def tap(locator):
        locator.tap()
        taps.append(str(locator))

    page.goto("/queue/")
    tap(page.get_by_role("link", name="Answer and close"))
    page.wait_for_selector("h1:has-text('Answer and close')")
    if javascript:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        small = page.evaluate(
            "() => [...document.querySelectorAll('main label.choice, main button, main summary')].filter(e => "
            "e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
        )
        assert small == []
    tap(page.locator("[name=personal_line]"))
    page.keyboard.type("Szépen megoldotta.")
    tap(page.locator("label:has([name=confirmed])"))
    tap(page.get_by_role("button", name="Send thanks and close"))
    page.wait_for_selector("text=Answered and closed.")
    assert Incident.objects.get(pk=incident.pk).status == "closed"
    assert len(taps) <= MOST_TAPS

"""The three questions on Cara's phone and the guided pages in front of Sam: by tap and by keyboard, nothing for axe to find."""

import pytest

from supervision.models import Observation
from tests import stories
from tests.browser.signing_in import sign_in


@pytest.fixture
def sams_page(story_cast, open_page):
    """A function: Sam is signed in, on a phone or at a desk."""

    def opener(width, height):
        page = open_page(viewport={"width": width, "height": height})
        sign_in(page, story_cast["sam"])
        return page

    return opener


@pytest.mark.parametrize("javascript", [True, False])
def test_three_questions_are_three_taps_and_one(caras_phone, story_cast, axe, javascript):
    incident = stories.resolved(story_cast["cara"], story_cast["sam"])
    page = caras_phone("en", java_script_enabled=javascript)
    page.goto(f"/incidents/{incident.reference}/")
    page.locator("a:has-text('Answer or skip')").first.tap()
    page.wait_for_selector("h1:has-text('How did we treat you?')")
    if javascript:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        small = page.evaluate(
            "() => [...document.querySelectorAll('label.choice, main button, main a')].filter(e => e.getBoundingClientRect()"
            ".height > 0 && e.getBoundingClientRect().height < 44 && getComputedStyle(e).display !== 'inline').length"
        )
        assert small == 0
    for name, value in (("respected", "5"), ("understood", "4"), ("helpful", "declined")):
        page.locator(f'label:has([name="{name}"][value="{value}"])').tap()
    page.get_by_role("button", name="Send").tap()
    page.wait_for_url(f"**/incidents/{incident.reference}/")
    assert sorted(Observation.objects.values_list("value", flat=True), key=str) == [4, 5, None]


def test_all_of_it_is_skipped_in_one_tap(caras_phone, story_cast):
    incident = stories.resolved(story_cast["cara"], story_cast["sam"])
    page = caras_phone("en")
    page.goto(f"/incidents/{incident.reference}/how-was-it/")
    page.get_by_role("button", name="Skip all of it").tap()
    page.wait_for_url(f"**/incidents/{incident.reference}/")
    assert Observation.objects.filter(declined=True).count() == 3


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_resolving_and_closing_are_guided(sams_page, story_cast, axe, width, height):
    cara, sam = story_cast["cara"], story_cast["sam"]
    incident = stories.ready(cara, sam)
    page = sams_page(width, height)
    page.goto(f"/incidents/{incident.reference}/resolve/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("label:has([name=outcome][value=policy_clarified])").click()
    page.fill("[name=reason]", "The rule was explained.")
    page.locator("label:has([name=contact_type][value=informative])").click()
    page.fill("[name=need_served]", "Clear words")
    page.fill("[name=body]", "This is what came of it, Cara.")
    page.get_by_role("button", name="Record and tell the reporter").click()
    page.wait_for_url(f"**/incidents/{incident.reference}/")
    page.goto(f"/incidents/{incident.reference}/close/")
    assert page.locator(".checklist li.open").count() == 3
    assert page.locator("#form").count() == 0
    axe(page)
    incident.refresh_from_db()
    stories.settle(incident, cara)
    page.reload()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.fill("[name=reason]", "Done together")
    page.get_by_role("button", name="Close for good").click()
    page.wait_for_selector("text=The record is sealed.")

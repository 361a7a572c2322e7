"""Changing a kind of event by keyboard alone: tried on past reports, then changed; nothing for axe to find."""

import pytest

from accounts.roles import Role
from policies.models import EventRule
from tests import stories
from tests.browser.signing_in import sign_in
from tests.cast import make_person

PAGE = "/policies/kinds/phone_number/"


@pytest.fixture
def petras_page(story_cast, open_page):
    """A function: the page in front of the policy owner, on a phone or at a desk."""
    petra = make_person(story_cast["cara"].organisation, None, "Petra Ivanova", Role.POLICY_OWNER)
    stories.submitted(story_cast["cara"], responses=["accepted"])

    def opener(width, height):
        page = open_page(viewport={"width": width, "height": height})
        sign_in(page, petra)
        return page

    return opener


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_a_rule_is_tried_and_then_made_by_keyboard(petras_page, axe, width, height):
    page = petras_page(width, height)
    page.goto("/policies/kinds/")
    axe(page)
    page.goto(PAGE)
    axe(page)
    page.locator("#id_gravity").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Try it on the last 100 reports").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#tried")
    assert "1 would be treated differently" in page.locator("#tried").inner_text()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#id_reason").focus()
    page.keyboard.type("We have seen more of it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Version 1 holds from now on.")
    assert EventRule.objects.get().gravity == "S1"

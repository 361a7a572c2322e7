"""The directory on a phone: looked after without JavaScript, found with it, and found again without a network."""

import pytest

from accounts.roles import Role
from policies.directory import acts
from policies.models import DirectoryEntry
from tests import directory
from tests.browser.phone_app import visited
from tests.browser.signing_in import sign_in
from tests.cast import make_person


@pytest.fixture
def places(story_cast):
    """Three, of which one is open at any hour and one never."""
    north = story_cast["cara"].organisation
    names = {"en": "Night care", "hu": "Éjszakai gondozás", "cs": "Noční pečovatelka"}
    always = directory.service(north, name=names, opening_hours={"always": True}, order=9)
    never = {"exceptions": [{"on": "2020-01-01", "hours": []}]}
    directory.entry(north, name={"en": "Closed office", "hu": "Zárt iroda"}, opening_hours=never, order=1)
    return always


@pytest.fixture
def petras_page(story_cast, open_page):
    petra = make_person(story_cast["cara"].organisation, None, "Petra Ivanova", Role.POLICY_OWNER)

    def opener(**options):
        page = open_page(**options)
        sign_in(page, petra)
        return page

    return opener, petra


def test_it_is_found_without_a_network_open_ones_first(caras_phone, places, axe):
    page = visited(caras_phone())
    page.goto("/directory/")
    axe(page)
    page.context.set_offline(True)
    page.goto("/directory/")
    page.wait_for_selector("[data-places] [data-standing] .badge")
    cards = page.locator("[data-places] > li:visible")
    names = cards.locator("h2").all_inner_texts()
    assert names.index("Éjszakai gondozás") < names.index("Zárt iroda")
    page.fill("#q", "pecovatel")
    assert cards.locator("h2").all_inner_texts() == ["Éjszakai gondozás"]
    assert cards.locator("a[href^='tel:']").get_attribute("href") == "tel:+3615550101"
    axe(page)
    page.fill("#q", "nothing like it")
    assert page.locator("[data-none]").is_visible()
    page.goto(f"/directory/{places.pk}/")
    page.wait_for_selector("[data-all]:visible")
    assert page.locator("[data-places] > li:visible h2").all_inner_texts() == ["Éjszakai gondozás"]


def test_an_entry_is_written_without_javascript_and_verified(petras_page, places, axe):
    opener, petra = petras_page
    plain = opener(java_script_enabled=False, viewport={"width": 390, "height": 844})
    plain.goto("/directory/edit/new/")
    values = {"name_en": "Social office", "what_for_en": "Help with forms", "phone": "+36 1 555 01 40", "mon": "8-12, 13-16"}
    for name, value in values.items():
        plain.fill(f"[name={name}]", value)
    plain.click("[name=verify]")
    assert "not to a member of staff" in plain.locator("#errors").inner_text()
    plain.check("[name=is_owned_by_organisation]")
    plain.click("[name=verify]")
    plain.wait_for_url("**/directory/edit/")
    entry = DirectoryEntry.objects.get(phone="+36 1 555 01 40")
    assert (entry.verified_by, entry.opening_hours) == (petra, {"mon": [["08:00", "12:00"], ["13:00", "16:00"]]})
    acts.report_mistake(entry, petra, "Wrong door")
    page = opener(viewport={"width": 390, "height": 844})
    one = (f"/directory/{entry.pk}/", f"/directory/edit/{entry.pk}/")
    for path in ("/directory/edit/", "/directory/edit/new/", "/directory/edit/import/", *one):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

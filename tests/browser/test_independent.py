"""In a real browser: the independent contact makes her key, a report is sealed for it, and nobody but she opens it."""

import pytest

from accounts.models import IndependentContact, Organisation, Team
from accounts.roles import Role
from audit.door import record
from supervision.models import SealedReport
from tests import stories
from tests.cast import make_client, make_person
from tests.supervision.sealing import invited, link

PASSPHRASE = "seven quiet otters swim upstream"
WORDS = "He said that nobody would believe me."


@pytest.fixture
def house(own_database):
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    people = {
        "cara": make_person(organisation, team, "Cara Halász", Role.CAREGIVER, language="hu"),
        "sam": make_person(organisation, team, "Sam Fekete", Role.SUPERVISOR),
        "ada": make_person(organisation, None, "Ada Berg", Role.ADMINISTRATOR),
    }
    team.supervisor = people["sam"]
    team.save()
    client = make_client(team, "K-031", "hu", people["cara"])
    return people | {"contact": invited(organisation, people["ada"], language="en"), "client": client}


def test_accepted_sealed_and_opened(house, desk):
    page, contact = desk, house["contact"]
    page.goto(link(contact))
    page.fill("#passphrase", PASSPHRASE)
    page.fill("#again", "something else entirely")
    page.get_by_role("button", name="I accept").click()
    page.wait_for_selector("[data-different]:visible")
    page.fill("#again", PASSPHRASE)
    page.get_by_role("button", name="I accept").click()
    page.wait_for_url("**/independent/reports/")
    kept = IndependentContact.objects.get()
    assert (kept.wrapped_key["rounds"], "d" in kept.public_key, PASSPHRASE in str(kept.__dict__)) == (600_000, False, False)

    incident = stories.submitted(house["cara"], client=house["client"], named=[house["sam"]], what_happened=WORDS)
    assert WORDS not in str(SealedReport.objects.get().sealed)
    page.goto(link(contact))
    assert page.locator(f"text={WORDS}").count() == 0
    page.fill("#passphrase", "another passphrase altogether")
    page.get_by_role("button", name="Open").click()
    page.wait_for_selector("[data-wrong]:visible")
    page.fill("#passphrase", PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    page.wait_for_selector(f"dd:text('{WORDS}')")

    page.get_by_role("button", name="I have it").click()
    page.wait_for_selector("text=The reporter has been told that you have it.")
    record(incident, "write", by=house["cara"], body="It happened again.", language="hu")
    page.reload()
    page.fill("#passphrase", PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    page.wait_for_selector("dd:text('It happened again.')")
    assert SealedReport.objects.get().opened_at is not None
    assert incident.messages.filter(kind="notice", language="hu").count() == 2

    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("I am the contact no longer").click()
    page.get_by_role("button", name="I hand this over").click()
    page.wait_for_selector("text=You are not the independent contact any more.")
    assert IndependentContact.objects.get().ended_at is not None


def test_without_javascript_it_says_so_and_sends_nothing(house, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(link(house["contact"]))
    assert page.locator("[data-unable]").is_visible()
    assert not page.locator("[data-accept]").is_visible()

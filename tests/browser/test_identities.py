"""An auditor asks for the names in a record, the lead opens them, and the auditor reads who is who."""

import pytest

from tests import stories
from tests.browser.signing_in import sign_in
from tests.cast import make_client
from tests.supervision.pages import in_english


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_names_are_asked_for_opened_and_read(story_cast, open_page, axe, width, height):
    cara, sam = story_cast["cara"], story_cast["sam"]
    lena, rita = in_english(story_cast["lena"]), in_english(story_cast["rita"])
    client = make_client(cara.team, "K-081")
    incident = stories.answered(cara, sam, client=client)
    auditors, leads = (open_page(viewport={"width": width, "height": height}) for _person in range(2))
    sign_in(auditors, rita)
    sign_in(leads, lena)

    auditors.goto(f"/incidents/{incident.reference}/")
    auditors.get_by_role("link", name="Who is who").click()
    axe(auditors)
    auditors.get_by_role("link", name="Ask for the names").click()
    axe(auditors)
    auditors.fill("[name=reason]", "The payslips of that month are compared.")
    auditors.get_by_role("button", name="Ask", exact=True).click()
    auditors.locator("text=Asked. A second person decides").wait_for()

    leads.goto("/reveals/")
    assert "The payslips of that month are compared." in leads.inner_text("main")
    axe(leads)
    leads.get_by_role("link", name="Decide").click()
    axe(leads)
    leads.get_by_role("button", name="Open the names").click()
    leads.locator("text=The names are open to this auditor.").wait_for()
    leads.goto(f"/auditors/{rita.pk}/")
    leads.locator("summary:has-text('Open the names of chosen records')").click()
    axe(leads)
    assert leads.evaluate("document.documentElement.scrollWidth") <= width

    auditors.goto(f"/incidents/{incident.reference}/identities/")
    assert cara.family_name not in auditors.inner_text("main")
    auditors.get_by_role("button", name="Show the names").click()
    auditors.locator(f"td:has-text('{cara.family_name}')").wait_for()
    shown = auditors.inner_text("main")
    assert [name for name in (client.identity.family_name, sam.family_name, "K-081") if name not in shown] == []
    axe(auditors)
    assert auditors.evaluate("document.documentElement.scrollWidth") <= width

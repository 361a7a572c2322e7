"""A lead gives an auditor a mandate, the auditor reads what it names, and both read what was opened."""

import datetime

import pytest

from accounts.models import Mandate
from tests import stories
from tests.browser.signing_in import sign_in
from tests.supervision.pages import in_english


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_a_mandate_from_its_beginning_to_its_end(story_cast, open_page, axe, width, height):
    cara, lena, rita = story_cast["cara"], in_english(story_cast["lena"]), in_english(story_cast["rita"])
    gift, phone = stories.submitted(cara, event="small_gift"), stories.submitted(cara, event="phone_number")
    leads, auditors = (open_page(viewport={"width": width, "height": height}) for _person in range(2))
    sign_in(leads, lena)
    sign_in(auditors, rita)

    leads.goto("/")
    leads.get_by_role("link", name="Auditors").click()
    assert "no mandate limits it" in leads.inner_text("main")
    leads.locator("summary:has-text('Only some kinds of event')").click()
    axe(leads)
    assert leads.evaluate("document.documentElement.scrollWidth") <= width
    leads.select_option("[name=auditor]", str(rita.pk))
    leads.fill("[name=purpose]", "Gifts of this year")
    leads.fill("[name=ends_on]", (datetime.date.today() + datetime.timedelta(days=30)).isoformat())
    leads.locator("label:has([name=kinds][value=small_gift])").click()
    leads.get_by_role("button", name="Give this mandate").click()
    leads.locator("text=The mandate is given. The auditor is told.").wait_for()

    auditors.goto("/")
    assert "Gifts of this year" in auditors.inner_text("main")
    axe(auditors)
    auditors.goto("/register/")
    assert gift.reference in auditors.inner_text("main")
    assert phone.reference not in auditors.inner_text("main")
    auditors.goto(f"/incidents/{gift.reference}/")
    assert auditors.goto(f"/incidents/{phone.reference}/").status == 404

    leads.get_by_role("link", name=f"What {rita} has opened").click()
    leads.locator(f"a.reference:has-text('{gift.reference}')").wait_for()
    assert "Page opened: Register" in leads.inner_text("main")
    axe(leads)
    assert leads.evaluate("document.documentElement.scrollWidth") <= width
    leads.get_by_role("button", name="End it now").click()
    leads.locator("text=The mandate has ended. The auditor is told.").wait_for()
    assert not Mandate.objects.get().stands
    assert auditors.goto("/register/").status == 403
    auditors.goto("/")
    assert "Your mandate to audit ended on" in auditors.inner_text("main")
    axe(auditors)

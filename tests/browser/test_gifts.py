"""The register of gifts on a phone: written by a supervisor, approved by a lead, read by the reporter; an interest declared."""

from supervision.models import GiftEntry, InterestDeclaration
from tests import stories
from tests.browser.test_injection import people  # noqa: F401 (a fixture)
from tests.browser.test_standing_in import at_hand


def test_an_entry_is_written_approved_and_read(people, open_page, axe):  # noqa: F811
    cast = people
    incident = stories.submitted(cast["cara"], event="small_gift")
    sam = at_hand(open_page, cast["sam"], f"/incidents/{incident.reference}/")
    axe(sam)
    sam.locator(f'a[href="/incidents/{incident.reference}/gift/"]').click()
    axe(sam)
    sam.fill("[name=what]", "A box of chocolates")
    sam.check("[name=worth][value=known]")
    sam.fill("[name=value]", "1 200,50")
    sam.check("[name=became][value=accepted]")
    sam.locator("form.composer button.primary").click()
    sam.wait_for_url(f"**/incidents/{incident.reference}/")
    assert GiftEntry.objects.get().value_cents == 120_050
    sam.goto("/register/gifts/")
    axe(sam)
    assert "A box of chocolates" in sam.locator("main").inner_text()

    lena = at_hand(open_page, cast["lena"], "/register/gifts/?approval=open")
    axe(lena)
    lena.locator("td.what a").click()
    lena.locator(f'a[href="/incidents/{incident.reference}/decide-gift/"]').click()
    axe(lena)
    lena.check("[name=decision][value=approved]")
    lena.fill("[name=reason]", "Small, and told at once.")
    lena.locator("form.composer button.primary").click()
    lena.wait_for_url(f"**/incidents/{incident.reference}/")
    assert GiftEntry.objects.get().is_approved

    cara = at_hand(open_page, cast["cara"], f"/incidents/{incident.reference}/")
    axe(cara)
    assert "Small, and told at once." in cara.locator("main").inner_text()


def test_an_interest_is_declared_and_decided(people, open_page, axe):  # noqa: F811
    cara = at_hand(open_page, people["cara"], "/register/gifts/declare/")
    axe(cara)
    cara.check("[name=tie][value=friend]")
    cara.fill("[name=what]", "We live in the same house.")
    cara.locator("form[data-once] button.primary").click()
    cara.locator("a.line").wait_for()
    row = InterestDeclaration.objects.get()
    sam = at_hand(open_page, people["sam"], "/register/gifts/interests/")
    axe(sam)
    sam.locator("a.line").click()
    axe(sam)
    sam.check("[name=decision][value=conditions]")
    sam.fill("[name=reason]", "Somebody else goes there.")
    sam.locator("form[data-once] button.primary").click()
    sam.locator("blockquote").nth(1).wait_for()
    row.refresh_from_db()
    assert row.decision == "conditions"

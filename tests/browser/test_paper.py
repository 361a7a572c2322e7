"""Paper in a browser: a form is made and downloaded on a phone, typed in at a desk, and sent for a colleague."""

import pytest

from audit.ids import uuid7
from boundaries.models import Incident, PaperSheet
from boundaries.paper import filing
from tests.browser.form_pages import ANSWERS
from tests.browser.signing_in import sign_in
from tests.cast import make_client

SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.fixture
def enter(open_page, story_cast):
    """A function: a page on which this person is signed in."""

    def opener(name, screen, **options):
        page = open_page(**SCREENS[screen] | options)
        sign_in(page, story_cast[name])
        return page

    return opener


def is_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_form_is_made_and_downloaded(enter, axe, screen):
    page = enter("cara", screen)
    page.goto("/paper/")
    axe(page)
    page.select_option("[name=event_type]", "phone_number")
    page.locator("main form button").click()
    page.wait_for_selector("main a[href$='form.pdf']")
    axe(page)
    assert not is_wide(page)
    with page.expect_download() as arriving:
        page.locator("main a[href$='form.pdf']").first.click()
    sheet = PaperSheet.objects.get()
    assert arriving.value.suggested_filename == f"{sheet.code}.pdf"
    assert sheet.language == "hu"


def fill(page, client):
    """Without scripts the form is one page, and says all of it at once."""
    page.check(f"[name=who][value='client:{client.pk}']")
    page.fill("[name=occurred_at]", "2026-01-05T08:30")
    page.check("[name=contact_channel][value=in_person]")
    page.check("[name=staff_part][value=no]")
    page.fill("[name=request_verbatim]", "„Mondja már meg a számát!”")
    for number in range(1, 15):
        page.check(f"[name=step-{number}-answer][value={ANSWERS.get(number, 'done')}]")
    page.check("[name=responses][value=declined]")
    page.check("[name=expectation][value=advice]")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_form_is_typed_in_and_sent_for_a_colleague(enter, axe, story_cast, screen):
    cara = story_cast["cara"]
    client = make_client(cara.team, "K-031", "hu", cara)
    sheet = filing.make_sheet(cara, language="hu")
    page = enter("sam", screen, java_script_enabled=False)
    page.goto("/paper/type-in/")
    page.fill("[name=code]", sheet.code.lower().replace("-", " "))
    page.select_option("[name=person]", str(cara.pk))
    page.locator("main form button").click()
    page.locator("[name=event_type][value=phone_number]").first.click()
    page.wait_for_url("**/drafts/**")
    assert f"You are writing for {cara.short_name}" in page.inner_text("main")
    fill(page, client)
    page.locator("button[value=check]").first.click()
    page.wait_for_url("**/check/")
    page.locator("form.thumb button").click()
    page.wait_for_url("**/paper/filed/**")
    incident = Incident.objects.get()
    assert incident.reference in page.inner_text("main")
    assert (incident.reporter, incident.protocol_version) == (cara, sheet.protocol_version)
    looking = enter("sam", screen)
    for address in ("/paper/type-in/", f"/paper/filed/{incident.pk}/", f"/incidents/{incident.reference}/"):
        looking.goto(address)
        axe(looking)
        assert not is_wide(looking), address


def test_with_scripts_the_same_form_says_for_whom(enter, axe, story_cast):
    draft = filing.begin_for(story_cast["sam"], story_cast["cara"], uuid7(), language="hu")
    page = enter("sam", "phone")
    page.goto(f"/incidents/drafts/{draft.pk}/kind/")
    assert f"You are writing for {story_cast['cara'].short_name}" in page.inner_text("main")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_selector("#report")
    assert story_cast["cara"].short_name in page.inner_text("main")
    axe(page)

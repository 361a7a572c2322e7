"""Someone is in danger: three taps from anywhere, kept first, sent by itself, and said plainly where it is."""

import pytest

from boundaries.models import Incident
from tests import stories
from tests.browser.form_pages import begun
from tests.browser.phone_app import visited

TAPS = ("label:has([name=danger_for][value=client])", "button[name=answer][value=yes]")


def tap(page, *selectors):
    for selector in selectors:
        target = page.locator(selector).first
        target.wait_for()
        assert target.bounding_box()["height"] >= 44, selector
        target.tap()


def state(page, name):
    page.wait_for_selector(f"[data-danger-state={name}]:not([hidden])")
    return page.locator(f"[data-danger-state={name}]")


@pytest.fixture
def page(caras_phone):
    return caras_phone()


def test_three_taps_send_and_the_numbers_stay(page, axe):
    page.goto("/")
    tap(page, "a.danger", *TAPS)
    sent = state(page, "sent")
    incident = Incident.objects.get()
    assert incident.reference in sent.inner_text()
    assert (incident.urgent, incident.danger_for, incident.safety_concern) == (True, "client", "yes")
    assert incident.event_type.key == "other"
    assert incident.occurred_at
    assert page.locator("a[href='tel:112']").is_visible()
    axe(page)


def test_without_a_network_it_says_call_and_goes_by_itself_later(page):
    page.goto("/danger/")
    page.wait_for_function("document.querySelector('#danger-state')")
    page.context.set_offline(True)
    tap(page, *TAPS)
    assert "telefonáljon" in state(page, "waiting").inner_text()
    assert page.locator("a[href^='tel:']").count() >= 4
    assert not Incident.objects.exists()
    page.context.set_offline(False)
    assert Incident.objects.get().reference in state(page, "sent").inner_text() if state(page, "sent") else False


def test_from_a_cold_start_without_a_network_it_is_kept_and_goes_by_itself(page):
    """The page itself comes from the phone, with the numbers of her country."""
    visited(page)
    page.context.set_offline(True)
    page.goto("/danger/")
    tap(page, *TAPS)
    assert "telefonáljon" in state(page, "waiting").inner_text()
    assert page.locator("a[href^='tel:']").count() >= 4
    page.goto("/")
    page.wait_for_selector("[data-here] [data-state=send]:not([hidden])")
    assert not Incident.objects.exists()
    page.context.set_offline(False)
    page.wait_for_selector("main a[href*='/incidents/DS-']")  # the server's page again, by itself
    incident = Incident.objects.get()
    assert (incident.urgent, incident.danger_for, incident.status) == (True, "client", "submitted")
    page.context.set_offline(True)
    page.goto("/")
    assert page.locator("[data-here] strong[data-reference]").inner_text() == incident.reference


def test_what_was_written_goes_with_it_and_can_be_finished_later(page):
    begun(page)
    page.locator("[name=request_verbatim]").fill("Maradjon itt éjszakára!")
    page.locator("label:has([name=who]):has-text('K-044')").tap()
    tap(page, "#thumb a.danger")
    page.wait_for_selector("#danger")
    page.fill("[name=what_happened]", "Nem enged ki")
    page.locator("details:has([name=reach]) summary").tap()
    tap(page, "label:has([name=reach][value=never_home])", "label:has([name=danger_for][value=me])", TAPS[1])
    state(page, "sent")
    incident = Incident.objects.get()
    assert (incident.request_verbatim, incident.what_happened) == ("Maradjon itt éjszakára!", "Nem enged ki")
    assert (incident.client.code, incident.danger_for, incident.reach_safely) == ("K-044", "me", "never_home")
    page.goto(f"/incidents/{incident.reference}/later/")
    assert page.locator("section.step").count() >= 13


def test_a_draft_that_cannot_be_sent_does_not_hold_up_the_alarm(page, story_cast):
    """Another device changed the same words: the alarm goes alone, both versions stay in the draft."""
    draft = stories.draft(story_cast["cara"], what_happened="Before")
    page.goto(f"/incidents/drafts/{draft.pk}/danger/")
    Incident.objects.filter(pk=draft.pk).update(what_happened="From the other phone")
    page.fill("[name=what_happened]", "Come quickly")
    tap(page, *TAPS)
    state(page, "sent")
    alarm = Incident.objects.exclude(status="draft").get()
    assert alarm.urgent
    assert "Come quickly" in alarm.what_happened
    assert Incident.objects.get(pk=draft.pk).what_happened == "From the other phone"


def test_it_can_be_reached_from_every_screen_also_beside_the_client(page):
    begun(page)
    form = page.url.split("#")[0]
    for place in ("", "#step-5", "#short", "#hopes", "#check"):
        page.goto(form + place)
        page.wait_for_selector("#thumb a.danger:visible")
    page.goto(form + "#live")
    page.wait_for_selector("#live .help:visible")
    for place in (form + "check/", "/", "/incidents/", "/questions/new/", "/incidents/new/", form + "attachments/"):
        page.goto(place)
        assert page.locator("a.danger:visible").count() == 1, place


def test_without_javascript_it_is_a_form(caras_phone):
    page = caras_phone(java_script_enabled=False)
    page.goto("/danger/")
    tap(page, *TAPS)
    page.wait_for_url("**/receipt/")
    assert Incident.objects.get().urgent

"""Cara sends a client to the social office without a network, shows the card in Ukrainian, and is asked a week later."""

import datetime

from django.utils import timezone

from audit.door import perform
from boundaries.models import Incident, Referral
from supervision import clock
from supervision.models import Deadline
from tests import stories
from tests.browser.phone_app import until, visited
from tests.directory import service

UKRAINIAN = "Соціальна служба"


def a_week_later():
    """As the clock finds it: what was given now was given a week ago."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    Deadline.objects.filter(kind=Deadline.Kind.REFERRAL_CHECK).update(remind_at=past)
    assert clock.run().failed == []


def test_from_the_phone_without_a_network_and_a_week_later(story_cast, caras_phone, axe):
    cara = story_cast["cara"]
    office = service(cara.organisation, name={"en": "Social office", "uk": UKRAINIAN})
    draft = stories.draft(cara)
    page = visited(caras_phone(language="en"), f"/incidents/drafts/{draft.pk}/")
    until(page, "document.getElementById('saved').dataset.state === 'saved'")
    page.context.set_offline(True)

    page.goto(f"/incidents/drafts/{draft.pk}/referrals/")
    page.locator("main a:has-text('Social office')").tap()
    page.wait_for_selector("#give")
    page.select_option("#give [name=language]", "uk")
    assert UKRAINIAN in page.locator("[data-phrase]").inner_text()
    page.locator("[data-show]").tap()
    card = page.locator("#place-card").inner_text()
    assert all(text in card for text in (UKRAINIAN, "1 Elm Street", "+36 1 555 01 01", "Години роботи"))
    assert "Cara" not in card
    assert "Halász" not in card
    axe(page)
    page.locator("#place-card [data-close]").tap()
    page.locator("button[form=give]").tap()
    assert page.locator("[data-fault]").is_visible()  # whether she explained it
    page.locator("label:has([name=explained_procedure][value=yes])").tap()
    page.locator("button[form=give]").tap()
    page.wait_for_url(f"**/incidents/drafts/{draft.pk}/**")
    assert not Referral.objects.exists()

    page.context.set_offline(False)
    until(page, "navigator.onLine")
    for _ in range(300):
        if Referral.objects.exists():
            break
        page.wait_for_timeout(100)
    referral = Referral.objects.get()
    assert (referral.incident_id, referral.entry, referral.language) == (draft.pk, office, "uk")
    assert (referral.card_given, referral.explained_procedure) == (True, "yes")

    perform(Incident.objects.get(pk=draft.pk), "submit", by=cara)
    a_week_later()
    page.goto("/")
    asked = page.locator("section:has-text('Social office')").first
    asked.locator("button[value=yes]").tap()
    page.wait_for_selector("text=Thank you. That is kept with the report.")
    referral.refresh_from_db()
    assert (referral.reached, Referral.objects.count()) == ("yes", 1)

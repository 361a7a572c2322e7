"""Petra changes a step in six languages by keyboard, Lena compares and approves it; begun drafts keep the old wording."""

import pytest
from django.test import Client as Browser

from accounts.roles import Role
from boundaries import drafts
from boundaries.models import Incident
from policies.models import EventType, PolicyVersion, VersionDraft
from tests.cast import make_person
from tests.policies.editing import begun

LANGUAGES = ("en", "hu", "cs", "sv", "bg", "uk")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture
def screen_of(story_cast, open_page):
    """A function: a screen on which this person is signed in."""

    def opener(person, size):
        browser = Browser()
        browser.force_login(person)
        page = open_page(viewport=size)
        cookies = [{"name": name, "value": morsel.value} for name, morsel in browser.cookies.items()]
        page.context.add_cookies([cookie | {"domain": "127.0.0.1", "path": "/", "secure": True} for cookie in cookies])
        return page

    return opener


@pytest.fixture
def petra(story_cast):
    return make_person(story_cast["sam"].organisation, None, "Petra Ivanova", Role.POLICY_OWNER, language="en")


def pressed(page, selector):
    """With the keyboard alone: focused, then Enter."""
    page.locator(selector).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def typed(page, selector, text):
    page.locator(selector).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def written(page, wording, axe):
    """Step 3 in six languages; every page of the editor on the way is looked at."""
    for place in ("", "words/", "clauses/reason/", "compare/", "preview/"):
        assert page.goto(f"{wording}{place}").status == 200
        fits(page)
        axe(page)
    page.goto(wording)
    pressed(page, "table.wording tbody tr:nth-child(4) th a")
    for code in LANGUAGES:
        typed(page, f"[name={code}-title]", f"Thank them warmly ({code})")
    pressed(page, "button[value=list]")


def test_written_by_petra_approved_by_lena_and_used_from_then_on(story_cast, petra, screen_of, axe):
    cara, lena = story_cast["cara"], story_cast["lena"]
    kind = EventType.objects.get(key="small_gift")
    before = drafts.begin(cara, "01980000-0000-7000-8000-000000000001", event_type=kind)
    page = screen_of(petra, DESK)
    page.goto("/policies/edit/new/?event=small_gift")
    axe(page)
    typed(page, "[name=name]", "gifts")
    pressed(page, "main form button.primary")
    wording = page.url
    written(page, wording, axe)
    texts = VersionDraft.objects.get().document["clauses"][2]["texts"]
    assert [texts[code]["title"] for code in LANGUAGES] == [f"Thank them warmly ({code})" for code in LANGUAGES]
    pressed(page, "form[action$='/propose/'] button")
    assert VersionDraft.objects.get().status == "proposed"

    phone = screen_of(lena, PHONE)
    phone.goto("/")
    pressed(phone, "#wordings ~ ul a")
    phone.goto(phone.url + "?language=hu")
    assert phone.locator("ins", has_text="Thank them warmly (hu)").count() == 1
    fits(phone)
    axe(phone)
    pressed(phone, "button[value=approve]")
    fits(phone)
    version = PolicyVersion.objects.get(policy__slug="gifts")
    assert version.approved_by == lena

    after = drafts.begin(cara, "01980000-0000-7000-8000-000000000002", event_type=kind)
    assert Incident.objects.get(pk=before.pk).protocol_version.policy.organisation is None
    assert after.protocol_version == version


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_preview_shows_the_forms_screens_in_a_frame(petra, screen_of, size):
    wording = begun(petra)
    page = screen_of(petra, size)
    page.goto(f"/policies/edit/{wording.pk}/preview/?language=hu&step=3")
    frame = page.frame_locator("iframe")
    assert frame.locator(".step h2").inner_text() == wording.document["clauses"][2]["texts"]["hu"]["title"]
    frame.locator(".thumb .primary").click()
    frame.locator("[data-number='4']").wait_for()
    fits(page)

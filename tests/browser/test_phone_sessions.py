"""Signing in again on the phone, in the real browser: back at the same step, and with what was sent a moment ago."""

import datetime
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.sessions import SessionStore
from accounts.signing_in import BEGAN
from boundaries import drafts
from policies.models import EventType
from supervision.models import Message
from tests import stories
from tests.cast import PASSPHRASE

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def people(story_cast):
    for person in story_cast.values():
        person.language = "en"
        person.set_password(PASSPHRASE)
        person.save()
    return story_cast


def sign_in(page, person):
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSPHRASE)
    page.locator("form:has([name=password]) button").click()


def phone_of(person, open_page, **options):
    """Signed in, as `force_login` does it."""
    browser = Client()
    browser.force_login(person)
    page = open_page(**PHONE | options)
    where = {"domain": "127.0.0.1", "path": "/", "secure": True}
    page.context.add_cookies([{"name": name, "value": morsel.value} | where for name, morsel in browser.cookies.items()])
    return page


def age(hours):
    """The one session that there is began so many hours ago."""
    store = SessionStore(Session.objects.get().session_key)
    store[BEGAN] = (timezone.now() - datetime.timedelta(hours=hours)).isoformat()
    store.save()


@pytest.mark.parametrize("scripts", [True, False])
def test_after_the_session_has_ended_back_at_the_same_step(scripts, people, open_page):
    kind = EventType.objects.get(key="phone_number")
    draft = drafts.begin(people["cara"], uuid.uuid4(), event_type=kind)
    page = open_page(**PHONE, java_script_enabled=scripts)
    page.goto(f"/incidents/drafts/{draft.pk}/#step-9")
    assert "/accounts/login/" in page.url
    sign_in(page, people["cara"])
    page.wait_for_url(f"**/incidents/drafts/{draft.pk}/#step-9")


def test_what_was_sent_in_a_stale_session_goes_with_one_more_tap(people, open_page, axe):
    incident = stories.submitted(people["cara"])
    page = phone_of(people["sam"], open_page)
    page.goto(f"/incidents/{incident.reference}/acknowledge/")
    page.fill("[name=body]", "Thank you for telling me.\nTomorrow we talk.")
    age(13)
    page.locator("form:has([name=body]) button.primary").first.click()
    page.wait_for_url("**/accounts/login/**")
    assert "sign in again to read others" in page.inner_text("main")
    axe(page)
    sign_in(page, people["sam"])
    page.wait_for_url("**/accounts/sent-before/")
    axe(page)
    assert not Message.objects.filter(author=people["sam"]).exists()
    page.get_by_role("button", name="Send it again").tap()
    page.wait_for_url(f"**/incidents/{incident.reference}/")
    assert Message.objects.get(author=people["sam"]).body.replace("\r", "") == "Thank you for telling me.\nTomorrow we talk."

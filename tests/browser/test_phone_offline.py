"""Wholly without a network, from a cold start: begin, write, go on later; with the network the server has one draft."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from boundaries.models import Incident
from tests.browser.form_pages import said
from tests.browser.phone_app import until, visited
from tests.parts import chromium

WORDS = "„Adja meg a számát, ha baj van.”"
SIZE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def cold_phone(caras_phone, browser, site_address, tmp_path):
    """A function: the browser that visited once with a network, closed and started again without one."""
    started = []

    def start():
        options = chromium.launch_options() | SIZE
        started.append(browser.browser_type.launch_persistent_context(tmp_path / "profile", base_url=site_address, **options))
        return started[-1]

    context = start()
    cookies = caras_phone().context.cookies()
    context.add_cookies([cookie | {"expires": time.time() + 3600} for cookie in cookies])  # kept over the restart
    visited(context.pages[0])
    context.close()
    context = start()
    context.set_offline(True)
    yield context.pages[0]
    context.close()


def begin(page):
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_url("**/drafts/**")
    page.wait_for_selector("#report")
    until(page, "document.getElementById('saved').textContent !== ''")


def test_a_report_is_begun_written_and_continued_without_a_network_from_a_cold_start(cold_phone):
    page = cold_phone
    page.goto("/")
    page.wait_for_selector("main a[href='/incidents/new/']")
    page.context.clock.set_fixed_time(timezone.now() - timedelta(hours=2))
    begin(page)
    place = page.url.split("#")[0]
    page.locator("label:has-text('K-044')").first.tap()
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("[name=request_verbatim]").blur()
    page.locator("#to-steps").tap()
    page.wait_for_selector("#step-1.current")
    page.locator("#step-1 label:has([value=done])").tap()
    # the browser may wake the worker to send while the page itself is cut off
    until(page, "['here', 'saved'].includes(document.getElementById('saved').dataset.state)")
    again = page.context.new_page()
    page.close()
    again.goto("/")
    again.locator("[data-here] [data-go]").tap()
    again.wait_for_url(f"{place}**")
    said(again, "here", "saved")
    assert again.input_value("[name=request_verbatim]") == WORDS
    begun_at = again.input_value("[name=occurred_at]")
    again.context.set_offline(False)
    until(again, "document.getElementById('saved').dataset.state === 'saved'")
    draft = Incident.objects.get()
    assert draft.request_verbatim == WORDS
    assert draft.answers.get().clause.number == 1
    zone = ZoneInfo(draft.organisation.time_zone)
    assert timezone.localtime(draft.occurred_at, zone).strftime("%Y-%m-%dT%H:%M") == begun_at  # not when it was sent

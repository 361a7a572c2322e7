"""Cara reports on her phone: few taps, nothing lost, one step back at a time, with and without JavaScript."""

import gzip
import re

import pytest
from django.test import Client as Browser

from accounts.models import Organisation, Team
from accounts.roles import Role
from boundaries.models import Incident
from tests.cast import make_client, make_person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WORDS = "„Mondja már meg a számát, ha éjjel rosszul leszek, kit hívjak?”"


@pytest.fixture
def cara(own_database):
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    team.supervisor = make_person(organisation, team, "Sam Fekete", Role.SUPERVISOR)
    team.lead = make_person(organisation, team, "Lena Lund", Role.LEAD, Role.SAFEGUARDING_LEAD)
    team.save()
    person = make_person(organisation, team, "Cara Halász", Role.CAREGIVER, language="hu")
    make_client(team, "K-031", "hu", person)
    make_client(team, "K-044", "cs", person)
    return person


@pytest.fixture
def signed_in(cara, open_page):
    """A function: a phone on which Cara is signed in."""

    def opener(**options):
        browser = Browser()
        browser.force_login(cara)
        page = open_page(**PHONE | options)
        page.context.add_cookies(
            [
                {"name": name, "value": morsel.value, "domain": "127.0.0.1", "path": "/", "secure": True}
                for name, morsel in browser.cookies.items()
            ]
        )
        return page

    return opener


class Thumb:
    """Taps and counts them; what is tapped must be large enough to be met."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, selector):
        target = self.page.locator(selector).first
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44, selector
        target.tap()
        self.taps += 1

    def choose(self, name, value):
        self.tap(f'label:has([name="{name}"][value="{value}"])')


def begin(page, kind="phone_number"):
    page.goto("/incidents/new/")
    page.locator(f"[name=event_type][value={kind}]").first.tap()
    page.wait_for_url("**/drafts/**")


def test_the_simplest_honest_report_takes_twenty_taps_and_one_text(signed_in):
    page = signed_in()
    page.goto("/")
    thumb = Thumb(page)
    thumb.tap('a[href="/incidents/new/"]')
    thumb.tap("[name=event_type][value=phone_number]")
    page.wait_for_selector("#to-short")
    thumb.tap("label:has-text('K-031')")
    thumb.choose("contact_channel", "in_person")
    thumb.choose("staff_part", "no")
    page.fill("[name=request_verbatim]", WORDS)
    thumb.tap("#to-short")
    thumb.tap("#together")
    thumb.choose("step-2-answer", "no_reason")
    thumb.choose("step-4-answer", "no_policy")
    for number in (5, 12):
        thumb.choose(f"step-{number}-answer", "not_applicable")
    thumb.choose("step-13-answer", "declined")
    thumb.choose("step-14-answer", "yes")
    for number in (7, 8, 9):
        thumb.choose(f"step-{number}-answer", "no")
    thumb.choose("responses", "declined")
    thumb.choose("expectation", "advice")
    thumb.tap("#to-check")
    page.wait_for_selector("#check.current")
    thumb.tap("#send")
    page.wait_for_url("**/receipt/")
    report = Incident.objects.get()
    assert page.inner_text("#reference") == report.reference
    assert report.request_verbatim == WORDS
    together = report.answers.filter(confirmed_together=True).values_list("clause__number", flat=True)
    assert set(together) == {1, 3, 6, 10, 11}
    assert thumb.taps <= 20


def test_one_step_at_a_time_and_back_is_the_browsers_back(signed_in):
    page = signed_in()
    begin(page)
    page.locator("#to-steps").tap()
    for number in range(1, 5):
        page.wait_for_selector(f"[data-number='{number}'].current")
        heading = page.locator(f"[data-number='{number}'] h2")
        assert heading.evaluate("element => element === document.activeElement")
        assert page.locator(".screen.current").count() == 1
        page.locator("#next").tap()
    page.wait_for_selector("#step-5.current")
    page.go_back()
    page.wait_for_selector("#step-4.current")
    page.locator("#all-steps summary").tap()
    page.locator("a[href='#step-13']").tap()
    page.wait_for_selector("#step-13.current")


def test_what_is_chosen_is_saved_at_once_and_found_again(signed_in):
    page = signed_in()
    begin(page)
    page.locator("label:has-text('K-044')").first.tap()
    page.wait_for_selector("#saved:not(:empty):not(.waiting)")
    page.locator("#to-steps").tap()
    page.locator("#step-1 label:has([value=done])").tap()
    page.wait_for_selector("[data-mark='1']:not([hidden])", state="attached")
    page.wait_for_selector("#saved[data-state=saved]")
    draft = Incident.objects.get()
    assert draft.client.code == "K-044"
    assert draft.answers.get().clause.number == 1
    # the sentences to say follow the client
    page.locator("a#next").tap()
    page.wait_for_selector("[data-said='3'] ul[lang=cs]", state="attached")


def test_without_a_network_it_says_so_and_saves_later(signed_in):
    page = signed_in()
    begin(page)
    page.goto(page.url + "#step-7")
    page.wait_for_selector("#step-7.current")
    page.context.set_offline(True)
    page.locator("#step-7 label:has([value=no])").tap()
    page.wait_for_selector("#saved.waiting")
    assert not Incident.objects.get().answers.exists()
    page.context.set_offline(False)
    page.wait_for_selector("#saved:not(.waiting)")
    page.wait_for_selector("[data-mark='7']:not([hidden])", state="attached")
    assert Incident.objects.get().safety_concern == "no"


def test_danger_takes_three_taps_from_anywhere(signed_in):
    page = signed_in()
    begin(page)
    page.locator("#to-steps").tap()
    thumb = Thumb(page)
    thumb.tap("#thumb a.danger")
    page.wait_for_selector("[name=danger_for]", state="attached")
    thumb.choose("danger_for", "client")
    thumb.tap("button[name=answer][value=yes]")
    # on the same page, or by the plain form where the tap was quicker than the script
    page.wait_for_selector("[data-danger-state=sent]:not([hidden]), #reference")
    assert thumb.taps == 3
    assert Incident.objects.get().urgent


def test_a_line_of_the_check_page_is_one_tap_from_mending(signed_in):
    page = signed_in()
    begin(page)
    page.goto(page.url.split("#")[0] + "check/")
    page.locator("a[href$='#step-9']").last.tap()
    page.wait_for_selector("#step-9.current")
    page.locator("#step-9 label:has([value=no])").tap()
    page.locator("#to-check").tap()
    page.wait_for_selector("#check.current")
    page.wait_for_selector("#saved[data-state=saved]")
    assert Incident.objects.get().answers.get().answer == "no"


def test_the_whole_report_works_without_javascript(signed_in):
    page = signed_in(java_script_enabled=False)
    begin(page)
    page.locator("label:has-text('K-031')").first.tap()
    for name, value in (("contact_channel", "in_person"), ("staff_part", "no"), ("expectation", "advice")):
        page.locator(f'label:has([name="{name}"][value="{value}"])').first.tap()
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("#together").tap()
    page.wait_for_load_state()
    answers = {2: "no_reason", 4: "no_policy", 5: "not_applicable", 7: "no", 8: "no", 9: "no", 12: "not_applicable"}
    for number, value in (answers | {13: "declined", 14: "yes"}).items():
        page.locator(f'label:has([name="step-{number}-answer"][value="{value}"])').tap()
    page.locator("label:has([name=responses][value=declined])").tap()
    page.locator("#to-check").tap()
    page.locator("form[data-once] button").tap()
    page.wait_for_url("**/receipt/")
    assert Incident.objects.get().status == "submitted"


def test_nothing_runs_off_a_narrow_phone(signed_in):
    page = signed_in(viewport={"width": 320, "height": 640})
    begin(page)
    form = page.url.split("#")[0]
    places = [form, *(f"{form}#step-{number}" for number in range(1, 15)), f"{form}#response", f"{form}#short", f"{form}check/"]
    for place in [*places, "/", "/incidents/", "/incidents/new/", "/danger/", "/questions/new/"]:
        page.goto(place)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, place


def test_the_form_is_light_to_fetch(signed_in):
    """Up to the first answerable step, whose answer is kept on the phone; files compressed, as production sends them."""
    page = signed_in()
    begin(page)
    address = page.url
    fresh = signed_in()
    answers = []
    for later in ("phone/sync", "form/rest"):  # what sends, and what the first answer does not need
        fresh.route(f"**/js/{later}.js", lambda route: None)
    fresh.on("requestfinished", lambda request: answers.append(request.response()))
    fresh.goto(address)
    fresh.wait_for_selector("#saved[data-state=saved]")
    until_kept = list(answers)
    fresh.unroute_all(behavior="ignoreErrors")
    sizes = [len(gzip.compress(answer.body(), 9)) for answer in until_kept]
    assert len(sizes) >= 8
    assert sum(sizes) <= 60_000


def test_no_script_or_style_is_refused(signed_in):
    page = signed_in()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    begin(page)
    page.goto(page.url + "#short")
    assert [line for line in said if re.search("refused|violates|error", line, re.IGNORECASE)] == []

"""An organisation's own protocol of eleven steps on the phone: the short way, beside the client, step by step, in danger."""

import pytest

from accounts.roles import Role
from boundaries.models import Incident
from tests.browser.form_pages import at, begun, choose
from tests.cast import make_person
from tests.policies import wordings


@pytest.fixture
def page(caras_phone, story_cast):
    lena = story_cast["lena"]
    wordings.published(make_person(lena.organisation, None, "Petra Ivanova", Role.POLICY_OWNER), lena)
    return caras_phone()


def answers():
    return {row.clause.key for row in Incident.objects.get().answers.select_related("clause")}


def test_it_is_filed_in_the_short_way_and_its_last_screens_are_its_own(page):
    begun(page, "small_gift")
    at(page, "response")
    assert page.locator("#response .where").inner_text().count("11") == 1
    choose(page, "responses", "declined")
    at(page, "basics")
    page.locator("label:has-text('K-031')").first.tap()
    for name, value in (("contact_channel", "in_person"), ("staff_part", "no"), ("condition_answer", "no")):
        if page.locator(f"[name={name}]").count():
            choose(page, name, value)
    page.fill("[name=request_verbatim]", "A cake")
    page.locator("#to-short").tap()
    page.locator("#together").tap()
    rest = {2: "no_reason", 3: "no_policy", 5: "not_applicable", 6: "declined", 7: "yes", 9: "no", 10: "no", 11: "no"}
    for number, value in rest.items():
        choose(page, f"step-{number}-answer", value)
    choose(page, "expectation", "advice")
    page.locator("#to-check").tap()
    page.wait_for_selector("#check.current")
    page.locator("#send").tap()
    page.wait_for_url("**/receipt/")
    incident = Incident.objects.get()
    assert (incident.status, incident.responses, len(answers())) == ("submitted", ["declined"], 10)


def test_in_danger_its_own_safety_step_is_answered(page):
    address = begun(page, "small_gift")
    page.goto(f"{address}danger/")
    page.locator("button[name=answer][value=yes]").tap()
    page.wait_for_selector("[data-danger-state=sent]:not([hidden])")
    assert (Incident.objects.get().safety_concern, answers()) == ("yes", {"safety"})

"""Nothing is lost: the tab closed, the network away, the session over, and sending that goes by itself later."""

from django.contrib.sessions.models import Session

from boundaries.models import Incident
from tests.browser.form_pages import WORDS, at, begun, choose, chosen, kept, said, written
from tests.browser.phone_app import visited


def test_words_are_on_the_phone_half_a_second_after_they_were_typed(caras_phone):
    page = caras_phone(service_workers="block")
    begun(page)
    page.context.set_offline(True)
    page.locator("[name=request_verbatim]").press_sequentially("Lassan gépelek", delay=20)
    page.wait_for_timeout(500)
    assert kept(page)["sections"]["basics"]["content"]["request_verbatim"] == "Lassan gépelek"
    said(page, "here")


def test_a_tab_that_was_closed_without_a_network_is_continued_with_every_word(caras_phone):
    page = caras_phone(service_workers="block")
    address = begun(page)
    at(page, "step-9")
    page.context.set_offline(True)
    choose(page, "step-9-answer", "yes")
    page.locator("#step-9 .note summary").tap()
    page.fill("[name=step-9-note]", WORDS)
    said(page, "here")
    page.wait_for_timeout(600)
    page.close()
    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(address)
    again.wait_for_selector("#step-9.current")
    assert (chosen(again, "step-9-answer"), again.input_value("[name=step-9-note]")) == ("yes", WORDS)
    said(again, "saved")
    assert Incident.objects.get().answers.get().note == WORDS


def test_the_page_is_loaded_again_without_a_network(caras_phone):
    page = caras_phone()
    visited(page)
    begun(page)
    at(page, "step-7")
    choose(page, "step-7-answer", "no")
    said(page, "saved")
    page.context.set_offline(True)
    choose(page, "step-7-answer", "unsure")
    said(page, "here")
    page.reload()
    page.wait_for_selector("#step-7.current")
    said(page, "here")
    assert chosen(page, "step-7-answer") == "unsure"


def test_what_is_sent_without_a_network_goes_by_itself_and_the_phone_keeps_nothing(caras_phone, axe):
    page = caras_phone(service_workers="block")
    begun(page)
    page.context.set_offline(True)
    written(page)
    page.locator("#send").tap()
    page.wait_for_selector("#sent [data-sent=waiting]:not([hidden])")
    axe(page)
    assert page.locator("#sent a[href^='tel:']").count() >= 1
    assert Incident.objects.get().status == "draft"
    page.context.set_offline(False)
    page.wait_for_selector("#sent [data-sent=done]:not([hidden])")
    report = Incident.objects.get()
    assert page.inner_text("#sent [data-reference]") == report.reference
    assert report.request_verbatim == WORDS
    assert kept(page) is None
    said(page, "sent")


def test_a_report_that_waits_is_taken_back_mended_and_sent(caras_phone):
    page = caras_phone(service_workers="block")
    begun(page)
    page.context.set_offline(True)
    written(page)
    page.locator("#send").tap()
    page.wait_for_selector("#sent [data-sent=waiting]:not([hidden])")
    page.locator("#sent button").tap()
    page.wait_for_selector("#check.current")
    page.locator("#check a[href='#field-request_verbatim']").tap()
    page.fill("[name=request_verbatim]", "Másképp mondta")
    page.context.set_offline(False)
    said(page, "saved")
    page.locator("#to-check").tap()
    page.locator("#send").tap()
    page.wait_for_url("**/receipt/")
    assert Incident.objects.get().request_verbatim == "Másképp mondta"


def test_signing_in_again_leads_back_to_the_very_step_with_the_words(caras_phone):
    page = caras_phone(service_workers="block")
    address = begun(page)
    at(page, "step-9")
    Session.objects.all().delete()
    choose(page, "step-9-answer", "yes")
    said(page, "away")
    link = page.locator("#saved a").get_attribute("href")
    assert link.endswith(f"?next=%2Fincidents%2Fdrafts%2F{address.split('/')[-2]}%2F%23step-9")
    assert kept(page)["sections"]["step-9"]["content"]["answer"] == "yes"
    page.locator("#saved a").tap()
    page.wait_for_url("**/login/**")


def test_what_the_server_refuses_is_said_with_the_way_to_mend_it(caras_phone):
    page = caras_phone(service_workers="block")
    begun(page)
    written(page)
    page.route("**/api/v1/incidents/", lambda route: route.fulfill(
        status=409, json={"code": "not_now", "detail": "No.", "missing": [{"code": "too_many_reports", "text": "Too many."}]}
    ))  # fmt: skip
    page.locator("#send").tap()
    page.wait_for_selector("#missing:has-text('Too many.')")
    assert kept(page)["sections"]["basics"]["content"]["request_verbatim"] == WORDS
    page.unroute("**/api/v1/incidents/")
    page.locator("#send").tap()
    page.wait_for_url("**/receipt/")
    assert Incident.objects.get().status == "submitted"

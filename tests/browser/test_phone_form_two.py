"""Two tabs follow each other; two devices that differ are shown side by side, and the person chooses."""

import json

from boundaries.models import Incident
from tests.browser.cut import cut
from tests.browser.form_pages import WORDS, at, begun, choose, chosen, said
from tests.browser.phone_app import until


def test_two_tabs_hold_the_same_words(caras_phone):
    page = caras_phone(service_workers="block")
    address = begun(page)
    other = page.context.new_page()
    other.goto(address)
    said(other, "saved")
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("[name=request_verbatim]").blur()
    said(page, "saved")
    until(other, f"document.querySelector('[name=request_verbatim]').value === {json.dumps(WORDS)}")
    choose(other, "contact_channel", "in_person")
    said(other, "saved")
    until(page, "document.querySelector('[name=contact_channel]:checked')?.value === 'in_person'")
    assert Incident.objects.get().request_verbatim == WORDS


def differing(caras_phone):
    """The phone said no without a network, another device said it is not sure."""
    phone, other = caras_phone(service_workers="block"), caras_phone(service_workers="block")
    address = begun(phone)
    at(phone, "step-7")
    phone.context.set_offline(True)
    choose(phone, "step-7-answer", "no")
    said(phone, "here")
    other.goto(f"{address}#step-7")
    other.wait_for_selector("#step-7.current")
    choose(other, "step-7-answer", "unsure")
    said(other, "saved")
    phone.context.set_offline(False)
    said(phone, "differs")
    return phone, other


def test_two_devices_that_differ_are_shown_side_by_side_and_hers_is_kept(caras_phone, axe):
    phone, _other = differing(caras_phone)
    assert Incident.objects.get().safety_concern == "unsure"
    phone.locator("#saved a").tap()
    phone.wait_for_selector("#differences.current [data-side]")
    axe(phone)
    assert cut(phone) == []
    here, there = (phone.locator(f"[data-side={side}] dd").inner_text() for side in ("here", "elsewhere"))
    assert here != there
    phone.locator("[data-side=here] button").tap()
    said(phone, "saved")
    phone.wait_for_selector("#differences [data-none]:not([hidden])")
    assert Incident.objects.get().safety_concern == "no"


def test_the_other_devices_answer_may_be_taken(caras_phone):
    phone, _other = differing(caras_phone)
    phone.locator("#saved a").tap()
    phone.locator("[data-side=elsewhere] button").tap()
    said(phone, "saved")
    assert chosen(phone, "step-7-answer") == "unsure"
    assert Incident.objects.get().safety_concern == "unsure"


def test_a_difference_is_found_when_the_page_is_opened_again_and_nothing_is_sent_before_it_is_settled(caras_phone):
    phone, other = caras_phone(service_workers="block"), caras_phone(service_workers="block")
    address = begun(phone)
    phone.context.set_offline(True)
    phone.fill("[name=request_verbatim]", "Here")
    said(phone, "here")
    phone.wait_for_timeout(600)
    phone.close()
    other.goto(address)
    said(other, "saved")
    other.fill("[name=request_verbatim]", "There")
    choose(other, "contact_channel", "in_person")
    said(other, "saved")
    again = phone.context.new_page()
    again.context.set_offline(False)
    again.goto(f"{address}#check")
    said(again, "differs")
    again.wait_for_selector("#missing a[href='#differences']")
    assert again.locator("#send").is_hidden()
    assert Incident.objects.get().request_verbatim == "There"


def test_what_only_the_other_device_wrote_is_taken_over(caras_phone):
    phone, other = caras_phone(service_workers="block"), caras_phone(service_workers="block")
    address = begun(phone)
    other.goto(address)
    choose(other, "contact_channel", "in_person")
    said(other, "saved")
    phone.context.set_offline(True)
    phone.fill("[name=request_verbatim]", "Here")
    said(phone, "here")
    phone.wait_for_timeout(600)
    phone.context.set_offline(False)
    phone.goto(address)
    said(phone, "saved")
    assert chosen(phone, "contact_channel") == "in_person"
    report = Incident.objects.get()
    assert (report.request_verbatim, report.contact_channel) == ("Here", "in_person")


def test_a_first_choice_on_each_of_two_devices_is_shown_side_by_side(caras_phone):
    phone, other = caras_phone(service_workers="block"), caras_phone(service_workers="block")
    address = begun(phone)
    phone.context.set_offline(True)
    choose(phone, "contact_channel", "phone")
    said(phone, "here")
    other.goto(address)
    choose(other, "contact_channel", "in_person")
    said(other, "saved")
    phone.context.set_offline(False)
    said(phone, "differs")
    assert Incident.objects.get().contact_channel == "in_person"
    assert chosen(phone, "contact_channel") == "phone"

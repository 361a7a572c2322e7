"""The moment in which a form opens: nobody types into a field that is about to be filled, and nothing typed is lost."""

from boundaries.models import Incident
from tests.browser.form_pages import WORDS, begun, choose, chosen, said, whole
from tests.browser.phone_app import until

FIELD = "[name=request_verbatim]"
MERGED = """async () => {
  const { merged, servedBy } = await import("/static/js/form/opening.js");
  const form = document.getElementById("report");
  const one = { request_verbatim: "Here" };
  const agreedAt = { request_verbatim: performance.timeOrigin + 1 };
  const basics = { content: one, based: one, agreedAt, state: "saved", faults: {} };
  return merged(form, { basics }, servedBy(form, true)).basics;
}"""


def held(page, pattern):
    """The requests that wait until somebody lets them go."""
    waiting = []
    page.route(pattern, lambda route: waiting.append(route))
    return waiting


def unsent(caras_phone):
    """A phone with words that only it has, its page closed; and the address of the draft."""
    page = caras_phone(service_workers="block")
    address = begun(page)
    page.context.set_offline(True)
    page.fill(FIELD, WORDS)
    choose(page, "contact_channel", "in_person")
    said(page, "here")
    page.wait_for_timeout(600)
    page.close()
    page.context.set_offline(False)
    return page.context.new_page(), address


def test_nobody_types_into_a_field_before_what_the_phone_kept_stands_in_it(caras_phone):
    page, address = unsent(caras_phone)
    waiting = held(page, "**/phone/vault.js")
    page.goto(address)
    until(page, "document.getElementById('report').inert")
    assert waiting
    assert page.input_value(FIELD) == ""
    page.evaluate("document.querySelector('[name=request_verbatim]').focus()")
    page.keyboard.type("Too early")
    for route in waiting:
        route.continue_()
    said(page, "saved")
    assert not page.evaluate("document.getElementById('report').inert")
    assert (page.input_value(FIELD), chosen(page, "contact_channel")) == (WORDS, "in_person")


def test_what_was_typed_before_the_script_was_there_stands_beside_what_the_phone_kept(caras_phone):
    page, address = unsent(caras_phone)
    waiting = held(page, "**/static/js/form.js")
    page.goto(address, wait_until="commit")
    page.wait_for_selector(FIELD)
    page.locator(FIELD).press_sequentially("And another thing")
    page.evaluate("document.querySelector('[name=staff_part][value=no]').click()")
    until(page, "document.readyState === 'interactive'")
    for route in waiting:
        route.continue_()
    said(page, "saved")
    until(page, "document.querySelector('[name=contact_channel]:checked')?.value === 'in_person'")
    said(page, "saved")
    report = Incident.objects.get()
    assert report.request_verbatim.splitlines() == [WORDS, "And another thing"]
    assert (report.staff_part, report.contact_channel) == ("no", "in_person")


def test_what_the_phone_sent_while_the_page_was_on_its_way_hides_nothing_of_the_other_device(caras_phone):
    page = caras_phone(service_workers="block")
    address = begun(page)
    Incident.objects.update(contact_channel="in_person")
    page.goto(address)
    basics = page.evaluate(MERGED)
    assert (basics["content"]["request_verbatim"], basics["content"]["contact_channel"]) == ("Here", "in_person")
    assert (basics["based"]["request_verbatim"], basics["state"]) == ("Here", "saved")


def test_a_part_of_the_form_that_a_lost_network_held_back_comes_later(caras_phone):
    page = caras_phone(service_workers="block")
    page.route("**/form/rest.js", lambda route: route.abort("internetdisconnected"), times=1)
    page.route("**/phone/queue.js", lambda route: route.abort("internetdisconnected"), times=1)
    begun(page)
    page.fill(FIELD, WORDS)
    whole(page)
    said(page, "saved")
    assert Incident.objects.get().request_verbatim == WORDS

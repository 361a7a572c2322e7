""""Sent" is said when the server's receipt is here, and not before: neither on the way, nor when the answer is lost."""

from boundaries.models import Incident
from tests.browser.form_pages import WORDS, begun, kept, said, written

SENT = "#sent [data-sent=done]:not([hidden])"


def says_nothing_of_sent(page):
    assert page.locator(SENT).count() == 0
    assert page.get_attribute("#saved", "data-state") != "sent"
    assert "DS-" not in page.locator("body").inner_text()
    assert "/receipt/" not in page.url
    draft = kept(page)
    assert draft["sections"]["basics"]["content"]["request_verbatim"] == WORDS
    assert (draft["reference"], bool(draft["send"])) == (None, True)


def test_sent_is_not_said_before_the_servers_receipt(caras_phone):
    page = caras_phone(service_workers="block")
    begun(page)
    written(page)
    waiting = []
    page.route("**/api/v1/incidents/", lambda route: waiting.append(route))
    page.locator("#send").tap()
    page.wait_for_selector("#sent [data-sent=sending]:not([hidden])")
    page.wait_for_timeout(1500)
    assert len(waiting) == 1
    assert Incident.objects.get().status == "draft"
    says_nothing_of_sent(page)
    # the server has it now, and its answer is lost on the way
    answer = waiting[0].fetch()
    assert Incident.objects.get().status == "submitted"
    says_nothing_of_sent(page)
    waiting[0].abort()
    page.wait_for_selector("#sent [data-sent=waiting]:not([hidden])")
    says_nothing_of_sent(page)
    page.unroute("**/api/v1/incidents/")
    page.wait_for_selector(SENT)
    report = Incident.objects.get()
    assert page.inner_text("#sent [data-reference]") == report.reference == answer.json()["reference"]
    assert kept(page) is None
    said(page, "sent")

"""Messages and additions on the page of a report: kept first, sent as always, waiting where there is no network."""

import pytest

from accounts.models.sent_request import DifferentRequest
from supervision.models import Message
from tests import stories

WORDS = "Ма, днес пак попита."


@pytest.fixture
def phone(caras_phone, story_cast):
    page = caras_phone(language="en", service_workers="block")
    page.report = stories.answered(story_cast["cara"], story_cast["sam"])
    return page


def messages(phone):
    return list(Message.objects.filter(incident=phone.report, author=phone.report.reporter).values_list("body", flat=True))


def write(phone, words=WORDS):
    phone.goto(f"/incidents/{phone.report.reference}/write/")
    phone.fill("[name=body]", words)
    return phone.locator("form[data-api] button.primary")


def waiting(phone):
    phone.wait_for_selector("[data-waiting-list] li")
    return phone.locator("[data-waiting-list] li")


def test_with_a_network_it_goes_as_always_and_leaves_nothing_on_the_phone(phone):
    write(phone).tap()
    phone.wait_for_url(f"**/incidents/{phone.report.reference}/")
    assert messages(phone) == [WORDS]
    assert WORDS in phone.inner_text("main")
    assert phone.locator("[data-waiting-list]").is_hidden()


def test_without_a_network_it_waits_on_the_phone_and_goes_by_itself_once(phone):
    button = write(phone)
    phone.context.set_offline(True)
    button.tap()
    assert WORDS in waiting(phone).inner_text()
    assert messages(phone) == []
    phone.context.set_offline(False)
    phone.wait_for_selector("[data-waiting-list]", state="hidden")
    assert messages(phone) == [WORDS]
    phone.goto(f"/incidents/{phone.report.reference}/")
    assert phone.locator("[data-waiting-list]").is_hidden()


def test_a_message_whose_answer_got_lost_is_not_sent_twice(phone):
    button = write(phone)
    phone.route("**/write/", lambda route: (route.fetch(max_redirects=0), route.abort()))
    button.tap()
    phone.wait_for_selector("form[data-api]", state="hidden")
    phone.wait_for_selector("[data-waiting-list]", state="hidden")
    assert messages(phone) == [WORDS]
    assert DifferentRequest.objects.count() <= 1


def test_what_is_refused_stays_with_its_reason_and_can_be_mended(phone):
    button = write(phone, "x" * 200)
    phone.context.set_offline(True)
    button.tap()
    waiting(phone)
    refusal = {"code": "invalid", "errors": {"body": ["Too odd."]}}
    phone.route("**/messages/", lambda route: route.fulfill(status=400, json=refusal))
    phone.context.set_offline(False)
    phone.wait_for_selector("[data-mending]:not([hidden]) textarea")
    assert "Too odd." in waiting(phone).inner_text()
    phone.unroute("**/messages/")
    phone.fill("[data-mending] textarea", WORDS)
    phone.locator("[data-again]").tap()
    phone.wait_for_selector("[data-waiting-list]", state="hidden")
    assert messages(phone) == [WORDS]


def test_what_the_page_has_to_say_first_it_says_and_the_words_stay(phone):
    """An empty message is refused by the page itself, under the same key; then it goes once."""
    write(phone, " ").tap()
    phone.wait_for_selector("form[data-api] .fault, form[data-api] [role=alert]")
    assert messages(phone) == []
    phone.fill("[name=body]", WORDS)
    phone.locator("form[data-api] button.primary").tap()
    phone.wait_for_url(f"**/incidents/{phone.report.reference}/")
    assert messages(phone) == [WORDS]
    assert phone.locator("[data-waiting-list]").is_hidden()

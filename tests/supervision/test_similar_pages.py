"""The pages of the likes: beside an answer, on an address of their own and by API; and opening a reply to colleagues."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.door import perform
from audit.models import AuditEvent
from supervision.models import SharedReply
from tests import stories
from tests.supervision.pages import address, browser, in_english, page, send

BODY = "The office line is there for her at night."


@pytest.fixture
def here(cara, sam, client_k):
    return stories.submitted(cara, client=client_k)


@pytest.fixture
def before(cara, sam, client_k):
    return perform(stories.submitted(cara, client=client_k), "acknowledge", by=sam, message=stories.message(BODY))


def test_it_stands_beside_the_answer_and_on_its_own_page(before, here, sam):
    in_english(sam)
    beside = page(sam, address(here, "acknowledge"))
    assert "How the like was answered" in beside
    assert BODY in beside
    own = page(sam, address(here, "similar"))
    assert BODY in own
    assert before.reference in own
    assert "similar/" in page(sam, address(here))


def test_where_there_is_none_the_page_says_what_comes_here(here, sam):
    assert "Nothing of this kind was answered yet" in page(in_english(sam), address(here, "similar"))
    assert "How the like was answered" not in page(sam, address(here, "acknowledge"))


def test_who_may_ask(before, here, cara, sam, tom, lena, rita, olly):
    for person, status in ((sam, 200), (lena, 200), (cara, 403), (rita, 403), (tom, 404), (olly, 404)):
        page(person, address(here, "similar"), status)


def test_by_api(before, here, cara, sam, tom, rita, olly):
    path = f"/api/v1/incidents/{here.reference}/similar/"
    [like] = browser(sam).get(path).json()["results"]
    assert (like["reference"], like["replies"][0]["body"]) == (before.reference, BODY)
    for person, status in ((cara, 403), (rita, 403), (tom, 404), (olly, 404)):
        assert browser(person).get(path).status_code == status


def test_its_author_opens_a_reply_after_the_result(before, cara, sam, lena):
    in_english(sam)
    send(sam, address(before, "share-reply"), 409, message="x", is_harmless="on")
    incident = stories.resolve(before, sam)
    text = page(sam, address(incident, "share-reply"))
    assert BODY in text
    assert "share-reply" in page(sam, address(incident))
    message = str(incident.messages.filter(author=sam, kind="reply").first().pk)
    send(sam, address(incident, "share-reply"), 200, message=message)
    send(sam, address(incident, "share-reply"), 200, message="x", is_harmless="on")
    send(lena, address(incident, "share-reply"), 403, message=message, is_harmless="on")
    send(cara, address(incident, "share-reply"), 403, message=message, is_harmless="on")
    assert not SharedReply.objects.exists()
    send(sam, address(incident, "share-reply"), message=message, is_harmless="on")
    assert SharedReply.objects.get().shared_by == sam
    assert AuditEvent.objects.get(act="reply_shared").object_id == incident.pk


def test_the_page_costs_the_same_queries_however_many_there_are(before, here, cara, sam):
    costs = []
    for _number in range(3):
        with CaptureQueriesContext(connection) as queries:
            page(sam, address(here, "similar"))
        costs.append(len(queries))
        for _more in range(4):
            perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message("Another one."))
    assert costs[2] <= costs[1]

"""What waits, by API: the queue in its order, its filters and counts, and the obligations of one or of the service."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision import queue
from supervision.api import waiting
from supervision.models import Deadline
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import browser

pytestmark = pytest.mark.django_db
QUEUE, DEADLINES = "/api/v1/queue/", "/api/v1/deadlines/"


def references(told):
    return [row["reference"] for row in told["results"]]


@pytest.mark.parametrize("address", [QUEUE, DEADLINES])
def test_they_are_for_those_who_answer(cast, address):
    for name in ("cara", "rita", "petra", "ada"):
        assert get(cast[name], address, expect=403)["code"] == "permission_denied"
    for name in ("sam", "tom", "lena", "olly"):
        assert get(cast[name], address)["results"] == []


def test_the_queue_is_the_pages_queue(cara, sam, client_k):
    late, urgent = stories.submitted(cara, client=client_k), stories.submitted(cara, safety_concern="yes")
    told = get(sam, QUEUE)
    assert references(told) == [urgent.reference, late.reference]
    row = told["results"][1]
    assert (row["event_type"], row["status"], row["client"], row["reporter"]) == (
        "phone_number", "submitted", "K-031", "Cara H.",
    )  # fmt: skip
    assert (row["is_mine"], row["is_late"], row["assignee"]) == (True, False, "Sam F.")
    assert told["counts"]["answer"] == {"count": 2, "more": False}
    assert "all" not in told["counts"]


def test_views_and_filters_narrow_it_and_are_counted(cara, sam, lena, client_k):
    escalated = stories.escalated(cara, sam, lena)
    question = stories.submitted(cara, event="small_gift", client=client_k)
    assert references(get(lena, QUEUE, view="asked")) == [escalated.reference]
    told = get(sam, QUEUE, view="answer", kind="small_gift", client="k-031", language="hu", assignee="me")
    assert (references(told), told["counts"]["here"]["count"]) == ([question.reference], 1)
    told = get(sam, QUEUE, kind="phone_number")
    assert (references(told), told["counts"]["here"]["count"], told["counts"]["answer"]["count"]) == ([], 0, 1)


@pytest.mark.parametrize(
    "query", [{"view": "all"}, {"view": "x"}, {"kind": "x"}, {"language": "xx"}, {"assignee": "tom"}, {"after": "x"}]
)
def test_what_nobody_offered_is_said_by_field(sam, query):
    assert list(get(sam, QUEUE, expect=400, **query)["errors"]) == list(query)


def test_pages_of_the_queue_follow_each_other(cara, lena, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    expected = {stories.submitted(cara, event=event).reference for event in ("phone_number", "small_gift") * 3}
    found, place = [], f"{QUEUE}?view=all"
    while place:
        told = get(lena, place)
        found += references(told)
        place = told["next"]
    assert (len(found), set(found)) == (6, expected)


def test_what_is_counted_ends_at_the_cap(cara, sam, monkeypatch):
    monkeypatch.setattr(queue, "CAP", 1)
    monkeypatch.setattr(waiting, "CAP", 1)
    for _ in range(3):
        stories.submitted(cara)
    assert get(sam, QUEUE)["counts"]["answer"] == {"count": 1, "more": True}


def test_my_obligations_come_in_the_order_of_their_time(cara, sam, lena, tom):
    calm, urgent = stories.submitted(cara), stories.submitted(cara, safety_concern="yes")
    expected = [("urgent", urgent), ("reply", calm), ("reply", urgent)]
    told = get(sam, DEADLINES)
    assert [(row["kind"], row["reference"]) for row in told["results"]] == [
        (kind, row.reference) for kind, row in expected
    ]
    assert {(row["owner"], row["is_mine"], row["is_late"]) for row in told["results"]} == {("Sam F.", True, False)}
    assert get(lena, DEADLINES)["results"] == []
    assert references(get(lena, DEADLINES, of="service")) == references(told)
    assert get(tom, DEADLINES)["results"] == []


def test_what_is_met_or_behind_a_wall_is_not_owed(cara, sam, lena):
    stories.answered(cara, sam)
    hidden = stories.submitted(cara, named=[lena])
    Deadline.objects.filter(incident=hidden).update(owner=lena)
    assert get(lena, DEADLINES, of="service")["results"] == []
    assert get(lena, DEADLINES)["results"] == []


def test_the_service_is_for_those_who_answer_for_it(sam):
    assert get(sam, DEADLINES, expect=403, of="service")["code"] == "permission_denied"
    assert list(get(sam, DEADLINES, expect=400, of="all")["errors"]) == ["of"]


def test_pages_of_obligations_follow_each_other(cara, sam, lena, monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 2)
    expected = [stories.submitted(cara).reference for _ in range(5)]
    found, place = [], f"{DEADLINES}?of=service"
    while place:
        told = get(lena, place)
        found += references(told)
        place = told["next"]
    assert found == expected


@pytest.mark.parametrize("address", [QUEUE, DEADLINES, f"{QUEUE}?view=all", f"{DEADLINES}?of=service"])
def test_they_cost_the_same_queries_however_many_rows(cara, lena, sam, address):
    client, counts = browser(lena), []
    stories.submitted(cara)
    client.get(address)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        for _ in range(4):
            stories.submitted(cara)
    assert counts[0] == counts[1]

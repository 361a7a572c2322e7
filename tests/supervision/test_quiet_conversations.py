"""Quiet conversations: the longest silence first, the gentle word in one tap, walls as everywhere (B-SV-14)."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.door import record
from supervision import queue_quiet
from supervision.models import Silence
from supervision.queue_quiet import Place, QuietQueue
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import browser, page

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def quiet(incident, days):
    """As the clock has left it: nobody has written for so long."""
    now = timezone.now()
    times = {"since": now - days * DAY, "notice_at": now - (days - 7) * DAY, "noticed_at": now - (days - 7) * DAY}
    Silence.objects.update_or_create(incident=incident, defaults=times | {"organisation": incident.organisation})
    return incident


def references(person, **more):
    return [row.reference for row in QuietQueue(person, **more).page()[0]]


def test_the_longest_silence_comes_first(cara, sam):
    found = [quiet(stories.answered(cara, by=sam), days) for days in (9, 30, 12)]
    stories.answered(cara, by=sam)  # answered just now
    assert references(sam) == [found[number].reference for number in (1, 2, 0)]
    text = page(sam, "/queue/?view=quiet")
    assert "3 quiet conversations" in text
    assert "30 days" in text
    told = get(sam, "/api/v1/queue/", view="quiet")
    assert [row["reference"] for row in told["results"]] == references(sam)
    assert told["results"][0]["silent_since"] is not None
    assert told["counts"]["quiet"] == {"count": 3, "more": False}


def test_where_something_is_owed_or_a_result_stands_nobody_is_quiet(cara, sam):
    incident = quiet(stories.answered(cara, by=sam), 9)
    assert references(sam) == [incident.reference]
    record(incident, "write", by=cara, body="I am here", language="hu")
    assert references(sam) == []
    quiet(stories.resolved(cara, by=sam), 9)
    assert references(sam) == []


def test_one_tap_follows_up_and_leads_back(cara, sam):
    incident = quiet(stories.answered(cara, by=sam), 9)
    address = f"/incidents/{incident.reference}/follow_up/"
    assert address in page(sam, "/queue/?view=quiet")
    answer = browser(sam).post(address, {"back": "quiet"})
    assert answer["Location"] == "/queue/?view=quiet"
    assert incident.messages.filter(kind="follow_up").count() == 1
    assert address not in page(sam, "/queue/?view=quiet")


@pytest.mark.parametrize("name", ["tom", "olly"])
def test_another_team_and_another_organisation_see_nothing(cast, name):
    quiet(stories.answered(cast["cara"], by=cast["sam"]), 9)
    assert references(cast[name]) == []
    assert QuietQueue(cast[name]).counts()["quiet"] == 0


def test_whoever_is_named_is_not_told_and_not_counted(cara, sam, lena):
    incident = quiet(stories.answered(cara, by=lena, named=[sam]), 9)
    assert (references(sam), QuietQueue(sam).counts()["quiet"]) == ([], 0)
    assert references(lena) == [incident.reference]


def test_filters_narrow_it(cara, sam, client_k):
    quiet(stories.answered(cara, by=sam), 9)
    other = quiet(stories.answered(cara, by=sam, client=client_k), 10)
    text = page(sam, "/queue/?view=quiet&client=K-031")
    assert other.reference in text
    assert "1 quiet conversations" in text
    assert get(sam, "/api/v1/queue/", view="quiet", client="K-031")["counts"]["here"]["count"] == 1


def test_pages_follow_each_other_without_gap(cara, sam, monkeypatch):
    monkeypatch.setattr(queue_quiet, "PAGE", 2)
    found = [quiet(stories.answered(cara, by=sam), 10 + number) for number in range(5)]
    same = timezone.now() - DAY
    Silence.objects.filter(incident__in=found[1:3]).update(noticed_at=same)
    seen, after = [], None
    for _ in range(4):
        rows, after = QuietQueue(sam).page(after)
        seen += [row.reference for row in rows]
        if after is None:
            break
        after = Place.read(str(after))
    assert sorted(seen) == sorted(incident.reference for incident in found)


@pytest.mark.parametrize("text", ["", "x", "!!!", "bnVsbA==", "WyIyMDI2IiwgIngiXQ=="])
def test_a_place_of_somebodys_making_is_the_first_page(cara, sam, text):
    assert Place.read(text) is None
    assert quiet(stories.answered(cara, by=sam), 9).reference in page(sam, f"/queue/?view=quiet&after={text}")


def test_the_page_costs_the_same_queries_however_many(cara, sam):
    counts = []
    for _ in range(3):
        quiet(stories.answered(cara, by=sam), 9)
        with CaptureQueriesContext(connection) as captured:
            page(sam, "/queue/?view=quiet")
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_it_is_read_in_the_order_of_an_index(cara, sam):
    quiet(stories.answered(cara, by=sam), 9)
    plan = QuietQueue(sam).rows()[:50].explain()
    assert connection.vendor != "sqlite" or "USING INDEX supervision_quiet" in plan
    assert references(sam)

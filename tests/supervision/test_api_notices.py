"""Notices by API: what happened to records of mine, newest first, marked as read once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boundaries.models import NamedPerson
from supervision import notices
from tests import stories
from tests.supervision.asking import get, post
from tests.supervision.pages import browser

pytestmark = pytest.mark.django_db
NOTICES = "/api/v1/notices/"


def test_they_say_that_something_happened_and_never_what(cara, sam):
    incident = stories.answered(cara, sam)
    cara.language = "en"
    cara.save()
    row = get(cara, NOTICES)["results"][0]
    assert (row["kind"], row["text"], row["reference"], row["is_new"]) == (
        "answered", "You have an answer", incident.reference, True,
    )  # fmt: skip
    assert "Thank you for telling us" not in str(get(cara, NOTICES))


def test_everybody_has_her_own(cara, sam, petra):
    stories.submitted(cara)
    assert len(get(sam, NOTICES)["results"]) == 1
    assert get(petra, NOTICES) == {"results": [], "next": None}


def test_they_are_read_once(cara, sam, lena):
    stories.submitted(cara)
    assert post(sam, f"{NOTICES}read/") == {"read": 1}
    assert [row["is_new"] for row in get(sam, NOTICES)["results"]] == [False]
    stories.submitted(cara)
    assert post(sam, f"{NOTICES}read/", key="r-1") == {"read": 1}
    stories.submitted(cara, event="small_gift")  # so that nothing repeats itself
    assert post(sam, f"{NOTICES}read/", key="r-1") == {"read": 1}
    assert [row["is_new"] for row in get(sam, NOTICES)["results"]] == [True, False, False]


def test_a_record_that_has_gone_out_of_sight_is_not_spoken_of(cara, sam):
    incident = stories.submitted(cara)
    NamedPerson.objects.create(incident=incident, user=sam)
    assert get(sam, NOTICES)["results"] == []


def test_pages_follow_each_other_and_cost_the_same(cara, sam, monkeypatch):
    kinds = ("phone_number", "small_gift", "extra_tasks") * 2  # so that nothing repeats itself
    expected = [stories.submitted(cara, event=kind).reference for kind in kinds[:5]][::-1]
    sams, counts = browser(sam), []
    sams.get(NOTICES)  # what is asked once for each browser or process
    for most in (1, 4):
        monkeypatch.setattr(notices, "MOST", most)
        with CaptureQueriesContext(connection) as queries:
            sams.get(NOTICES)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    monkeypatch.setattr(notices, "MOST", 2)
    found, place = [], NOTICES
    while place:
        told = get(sam, place)
        found += [row["reference"] for row in told["results"]]
        place = told["next"]
    assert found == expected
    assert list(get(sam, NOTICES, expect=400, after="x")["errors"]) == ["after"]

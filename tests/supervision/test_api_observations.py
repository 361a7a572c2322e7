"""How it was for those concerned, by API: the same acts, the same sight."""

import pytest

from audit.door import record
from supervision.models import Observation
from tests import stories
from tests.supervision.asking import address, get, post

pytestmark = pytest.mark.django_db
PART = "observations/"


@pytest.fixture
def resolved(cara, sam, client_k):
    return stories.resolved(cara, sam, client=client_k)


def test_the_reporter_answers_and_reads_her_own(resolved, cara, sam):
    record(resolved, "observe", by=sam, indicator="client_satisfaction", value=2, text="Angry")
    told = post(cara, address(resolved, PART), expect=201, respected="5", understood="declined", helpful="4")
    assert [(row["indicator"], row["value"], row["declined"]) for row in told["results"]] == [
        ("respected", 5, False), ("understood", None, True), ("helpful", 4, False),
    ]  # fmt: skip
    assert len(get(cara, address(resolved, PART))["results"]) == 3
    assert len(get(sam, address(resolved, PART))["results"]) == 4


def test_those_who_answer_note_something(resolved, sam):
    fields = {"indicator": "status_change", "text": "Moved", "language": "en"}
    told = post(sam, address(resolved, PART), expect=400, **fields)
    assert list(told["errors"]) == ["changed_on"]
    told = post(sam, address(resolved, PART), expect=201, changed_on="2026-03-01", **fields)
    assert (told["results"][0]["changed_on"], told["results"][0]["phase"]) == ("2026-03-01", 7)


def test_who_may_not_is_refused_and_outside_it_is_not_there(resolved, rita, olly, tom):
    post(rita, address(resolved, PART), expect=403, indicator="other")
    for person in (olly, tom):
        get(person, address(resolved, PART), expect=404)
        post(person, address(resolved, PART), expect=404, indicator="other")
    assert not Observation.objects.exists()


def test_an_auditor_reads_without_names(resolved, cara, sam, rita):
    record(resolved, "observe", by=sam, indicator="client_satisfaction", value=2, text="Ilona Szabó was angry")
    [row] = get(rita, address(resolved, PART))["results"]
    assert "Szabó" not in row["text"]
    assert "Sam" not in row["who"]


def test_before_the_first_answer_it_is_not_possible(cara):
    told = post(cara, address(stories.submitted(cara), PART), expect=409, respected="5")
    assert told["missing"][0]["code"] == "wrong_status"

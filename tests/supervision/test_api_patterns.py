"""Patterns by API: the list, one task, and what came of it, within the same reach as on the pages."""

import pytest

from supervision.models import PatternTask
from tests.supervision.asking import get, post
from tests.supervision.patterned import REASON, of, repeated

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/patterns/"


@pytest.fixture
def task(cara, sam, lena, client_k):
    repeated(cara, client_k)
    return of("client_kind")


def one(task):
    return f"{ADDRESS}{task.pk}/"


def test_the_list_and_one_of_it(task, sam, lena, rita):
    row = next(row for row in get(sam, ADDRESS)["results"] if row["id"] == str(task.pk))
    assert (row["rule"], row["is_open"], row["is_mine"], row["outcome"]) == ("client_kind", True, True, "")
    told = get(sam, one(task))
    assert set(told["records"]) == {row.incident.reference for row in task.reports.select_related("incident")}
    assert told["may_settle"] is True
    assert "3" in told["why"]
    assert get(rita, one(task))["may_settle"] is False
    assert [row["is_mine"] for row in get(lena, ADDRESS)["results"] if row["id"] == str(task.pk)] == [False]


def test_dismissed_once_and_with_words(task, sam, lena):
    assert list(post(sam, one(task), expect=400, outcome="dismissed", reason=" ")["errors"]) == ["reason"]
    assert list(post(sam, one(task), expect=400, outcome="nothing", reason=REASON)["errors"]) == ["outcome"]
    told = post(sam, one(task), outcome="dismissed", reason=REASON)
    assert (told["outcome"], told["reason"], told["is_open"]) == ("dismissed", REASON, False)
    missing = post(lena, one(task), expect=409, outcome="talked", reason=REASON)["missing"]
    assert [row["code"] for row in missing] == ["pattern_settled"]
    assert PatternTask.objects.get(pk=task.pk).settled_by == sam


def test_who_may_not_is_refused_and_out_of_reach_it_is_not_there(task, cara, tom, rita, olly, petra):
    for person in (cara, petra):
        get(person, ADDRESS, expect=403)
    post(rita, one(task), expect=403, outcome="dismissed", reason=REASON)
    for person in (tom, olly):
        get(person, one(task), expect=404)
        post(person, one(task), expect=404, outcome="dismissed", reason=REASON)
    assert get(olly, ADDRESS)["results"] == []

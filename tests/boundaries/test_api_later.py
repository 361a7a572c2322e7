"""Steps that an early report left open, answered by API: once, and never changed."""

import json

import pytest

from boundaries.views.danger import send_early
from tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def early(client, cara, sam):
    from audit.ids import uuid7

    client.force_login(cara)
    return f"/api/v1/incidents/{send_early(cara, uuid7(), answer='yes').reference}/steps/"


def put(client, path, content):
    return client.put(path, json.dumps(content), content_type="application/json")


def test_an_open_step_is_answered_once(client, early):
    answer = put(client, f"{early}1/", {"answer": "done", "note": "Calmly"})
    assert (answer.status_code, answer.json()) == (200, {"step": 1, "outcome": "done", "revision": 1})
    again = put(client, f"{early}1/", {"answer": "not_done", "note": "No"})
    assert (again.status_code, again.json()["code"]) == (409, "answered_already")


def test_what_was_answered_in_the_report_stays(client, early):
    assert put(client, f"{early}7/", {"answer": "no"}).status_code == 409


@pytest.mark.parametrize("number", [0, 15, 16, 10**20])
def test_no_such_step(client, early, number):
    assert put(client, f"{early}{number}/", {"answer": "done"}).status_code == 404


def test_wrong_answers_are_named(client, early):
    assert list(put(client, f"{early}1/", {"answer": "perhaps"}).json()["errors"]) == ["answer"]
    assert list(put(client, f"{early}1/", {}).json()["errors"]) == ["answer"]


def test_nobody_else_answers_for_her(client, early, sam, cara, client_k):
    whole = stories.submitted(cara, client=client_k)
    client.force_login(sam)
    assert put(client, f"{early}1/", {"answer": "done"}).status_code == 404
    assert put(client, f"/api/v1/incidents/{whole.reference}/steps/1/", {"answer": "done"}).status_code == 404

"""One form pressed by eight fingers: one message, the same page for all; other words under its key are kept."""

import pytest
from django.test import Client

from accounts.models import ApiToken, DifferentRequest
from audit.verify import verify
from supervision.models import Message
from tests import stories
from tests.races.conftest import THREADS


@pytest.fixture
def send(people):
    """A function that makes a function which sends a form as Cara."""

    def sending(path, **fields):
        client = Client()
        client.force_login(people.cara)
        return lambda: client.post(path, fields)

    return sending


@pytest.fixture
def path(people):
    return f"/incidents/{stories.answered(people.cara, by=people.sam).reference}/write/"


def test_the_same_form_eight_times_at_once_is_one_message(send, path, all_at_once):
    answers = all_at_once([send(path, body="Once", language="en", key="k") for _ in range(THREADS)])
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, path.removesuffix("write/"))}
    assert Message.objects.filter(body="Once").count() == 1
    assert verify().findings == []


def test_eight_different_contents_under_one_key_are_one_message_and_seven_to_compare(send, path, all_at_once):
    answers = all_at_once([send(path, body=f"Words {n}", language="en", key="k") for n in range(THREADS)])
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (THREADS - 1)
    assert Message.objects.filter(body__startswith="Words").count() == 1
    assert DifferentRequest.objects.count() == THREADS - 1


def test_a_token_asked_for_eight_times_at_once_is_one(send, all_at_once):
    fields = {"name": "Script", "scopes": "read", "days": "7", "key": "k"}
    answers = all_at_once([send("/settings/tokens/", **fields) for _ in range(THREADS)])
    assert sorted(answer.status_code for answer in answers) == [200] + [302] * (THREADS - 1)
    assert ApiToken.objects.count() == 1

"""Whatever somebody writes into an address of the queue or the register gets a page, never a failure."""

import base64
import json

import pytest

from supervision.queue import VIEWS
from tests import stories

pytestmark = pytest.mark.django_db

KEY = "0190163d8694739b8ee6e4e5f8d2a1b3"
BEFORE_TIME, AFTER_TIME = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"
QUEUE = {
    "before time began": [0, False, BEFORE_TIME, KEY],
    "after time ends": [0, False, AFTER_TIME, KEY],
    "a part that no view has": [99, True, "2026-01-01T00:00:00+00:00", KEY],
    "a part before the first": [-99, False, None, KEY],
    "a part as yes": [True, True, None, KEY],
    "a part as text": ["0", True, None, KEY],
    "a part without end": [float("inf"), False, None, KEY],
    "a part that no index holds": [10**30, True, None, KEY],
    "no zone": [0, False, "2026-01-01T00:00:00", KEY],
    "a number as key": [0, False, None, 7],
    "names": {"part": 0, "urgent": 1, "due": 2, "id": 3},
    "nothing": None,
}
REGISTER = {
    "before time began": [BEFORE_TIME, KEY],
    "after time ends": [AFTER_TIME, KEY],
    "no zone": ["2026-01-01T00:00:00", KEY],
    "numbers": [0, 0],
    "nothing": None,
}
DEEP = "[" * 2_500


def written(place):
    text = place if isinstance(place, str) else json.dumps(place)
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("place", [*QUEUE.values(), DEEP], ids=[*QUEUE, "a thousand brackets"])
def test_a_forged_place_in_the_queue_is_answered_with_a_page(client, cara, lena, view, place):
    stories.submitted(cara)
    client.force_login(lena)
    assert client.get("/queue/", {"view": view, "after": written(place)}).status_code == 200


@pytest.mark.parametrize("place", [*REGISTER.values(), DEEP], ids=[*REGISTER, "a thousand brackets"])
def test_a_forged_place_in_the_register_is_answered_with_a_page(client, cara, sam, rita, place):
    stories.submitted(cara)
    client.force_login(rita)
    assert client.get("/register/", {"after": written(place)}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0000-00-00", "yesterday", "\x00"])
def test_the_first_and_the_last_day_of_all_are_days_of_the_register(client, rita, day):
    client.force_login(rita)
    for name in ("since", "until"):
        assert client.get("/register/", {name: day}).status_code == 200


def test_nobody_looks_up_the_name_of_a_client_who_is_not_there(client, cara, sam):
    incident = stories.submitted(cara)
    assert incident.client is None
    client.force_login(sam)
    assert client.post(f"/incidents/{incident.reference}/client-name/").status_code == 403

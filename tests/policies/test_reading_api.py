"""Reading by API: what waits for me, and saying once that I have read it."""

import uuid

import pytest
from rest_framework.test import APIClient

from policies.models import ReadTask
from tests import wordings

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reading/"


def client_of(person):
    client = APIClient()
    client.force_login(person)
    return client


def post(person, version_id):
    headers = {"idempotency-key": uuid.uuid4().hex}
    return client_of(person).post(f"{ADDRESS}{version_id}/", {}, format="json", headers=headers)


@pytest.fixture
def gifts(cara, sam, petra, organisation):
    return wordings.published(organisation, petra, title="Gifts", change="Up to ten euros")


def test_what_waits_in_the_language_asked_for(cara, gifts):
    [row] = client_of(cara).get(ADDRESS + "?language=cs").json()["results"]
    assert (row["title"], row["change_note"]) == ("Gifts (cs)", "Up to ten euros (cs)")
    assert (row["version_id"], row["is_late"]) == (str(gifts.pk), False)


def test_read_once_however_often_it_is_said(cara, gifts):
    first, again = post(cara, gifts.pk), post(cara, gifts.pk)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["read_at"] is not None
    assert client_of(cara).get(ADDRESS).json()["results"] == []


def test_refused_to_whoever_was_not_asked(rita, olly, petra, gifts, organisation):
    assert client_of(rita).get(ADDRESS).status_code == 403
    assert post(rita, gifts.pk).status_code == 403
    assert post(olly, gifts.pk).status_code == 404
    assert post(petra, uuid.UUID(int=7)).status_code == 404
    assert not ReadTask.objects.filter(read_at__isnull=False).exists()


def test_a_newer_wording_needs_no_reading_of_the_former(cara, petra, gifts, organisation):
    wordings.published(organisation, petra)
    answer = post(cara, gifts.pk)
    assert (answer.status_code, answer.json()["read_at"]) == (200, None)

"""Hello: a phone learns whether there is a way to the server, for whom, and with what key."""

import pytest
from django.test import Client

from accounts import tokens
from policies.models import ServiceStandard

pytestmark = pytest.mark.django_db
HELLO = "/api/v1/hello/"


def test_it_says_who_is_signed_in_and_how_long_drafts_wait(client, cara, organisation):
    ServiceStandard.objects.filter(organisation=organisation).delete()
    ServiceStandard.objects.create(organisation=organisation, draft_days=9)
    client.force_login(cara)
    said = client.get(HELLO).json()
    assert (said["me"], said["draft_days"], said["language"]) == (str(cara.pk), 9, cara.language)
    assert said["time"].startswith("20")


def test_its_token_opens_the_session_for_changes(cara):
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(cara)
    token = phone.get(HELLO).json()["token"]
    more = {"content_type": "application/json", "headers": {"idempotency-key": "k", "x-csrftoken": token}}
    body = '{"id": "0198d9a0-0000-7000-8000-000000000001"}'
    assert phone.post("/api/v1/drafts/", body, **more).status_code == 201


def test_a_visitor_learns_nothing(client, cara):
    refused = client.get(HELLO)
    assert refused.status_code == 401
    assert "me" not in refused.json()


def test_a_program_gets_no_key_of_a_session(client, cara):
    _token, text = tokens.create(cara, by=cara, name="A script", scopes=["read"], days=30)
    said = client.get(HELLO, headers={"authorization": f"Bearer {text}"}).json()
    assert (said["me"], said["token"]) == (str(cara.pk), "")


def test_it_is_cheap_and_kept_nowhere(client, cara, django_assert_max_num_queries):
    client.force_login(cara)
    with django_assert_max_num_queries(5):
        answer = client.get(HELLO)
    assert answer["Cache-Control"] == "no-store"

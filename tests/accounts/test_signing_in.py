"""Signing in: by e-mail or staff number, with a new session, and without telling who exists."""

import datetime
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.cast import PASSPHRASE

ADDRESS = "/accounts/login/"


@pytest.fixture
def cara(cara):
    cara.set_password(PASSPHRASE)
    cara.save()
    return cara


def sign_in(client, name, passphrase=PASSPHRASE, **more):
    return client.post(ADDRESS, {"login": name, "password": passphrase, **more})


def is_signed_in(client):
    return client.get("/settings/").status_code == 200


@pytest.mark.parametrize("name", ["cara@north.example", "CARA@North.Example", "north-001", "NORTH-001", " north-001 "])
def test_by_email_or_staff_number_whatever_the_capitals(client, cara, name):
    response = sign_in(client, name)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_a_wrong_passphrase_and_an_unknown_person_get_the_same_answer(client, cara):
    answers = [sign_in(client, name, "wrong").content.decode() for name in ("cara@north.example", "nobody@north.example")]
    answers += [sign_in(client, name, "wrong").content.decode() for name in ("north-001", "north-999")]
    plain = {re.sub(r'value="[^"]*"', "", answer) for answer in answers}
    assert len(plain) == 1
    assert "is not right" in plain.pop()
    assert not is_signed_in(client)


def test_one_hash_whoever_is_asked_for(client, cara, hashes):
    for name in ("cara@north.example", "north-001", "nobody@north.example", "north-999", "ß∂ƒ"):
        hashes.clear()
        sign_in(client, name, "wrong")
        assert len(hashes) == 1, name


def test_the_session_is_new_and_the_old_one_dead(client, cara):
    session = client.session
    session["before"] = "anybody's"
    session.save()
    before = session.session_key
    client.cookies["__Host-doorstep"] = before
    sign_in(client, "north-001")
    after = client.cookies["__Host-doorstep"].value
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session_on_the_server(client, cara):
    sign_in(client, "north-001")
    stolen = Client()
    stolen.cookies["__Host-doorstep"] = client.cookies["__Host-doorstep"].value
    assert is_signed_in(stolen)
    assert client.post("/accounts/logout/").status_code == 302
    assert not is_signed_in(stolen)
    assert not Session.objects.exists()


def test_signing_out_by_following_a_link_is_refused(client, cara):
    sign_in(client, "north-001")
    assert client.get("/accounts/logout/").status_code == 405
    assert is_signed_in(client)


def test_whoever_is_deactivated_is_out_with_the_next_request(client, cara):
    sign_in(client, "north-001")
    cara.is_active = False
    cara.save()
    assert not is_signed_in(client)
    assert "is not right" in sign_in(client, "north-001").content.decode()


def test_a_session_ends_after_thirty_days_however_busy(client, cara, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    sign_in(client, "north-001")
    for days in (0.5, 8, 29.9):
        time_machine.move_to(start + datetime.timedelta(days=days))
        session = client.session
        session["busy"] = days
        session.save()
        assert client.get("/incidents/new/").status_code == 200
    time_machine.move_to(start + datetime.timedelta(days=30, minutes=1))
    assert client.get("/incidents/new/").status_code == 302
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_afterwards_to_the_page_that_was_asked_for_and_never_to_another_site(client, cara):
    assert client.get("/policies/")["Location"] == f"{ADDRESS}?next=/policies/"
    page = client.get(f"{ADDRESS}?next=/policies/").content.decode()
    assert '<input type="hidden" name="next" value="/policies/">' in page
    assert sign_in(client, "north-001", next="/policies/")["Location"] == "/policies/"
    assert sign_in(Client(), "north-001", next="//evil.example/")["Location"] == "/"


@pytest.mark.parametrize("path", ["signup", "password/reset", "email", "reauthenticate", "inactive", "login/code"])
def test_nothing_else_of_the_library_can_be_reached(client, cara, path):
    client.force_login(cara)
    assert client.get(f"/accounts/{path}/").status_code == 404


@pytest.mark.parametrize("hostile", ["\x00", "a" * 300, "‮evil", "😀" * 50, "<script>alert(1)</script>", "' OR 1=1 --"])
def test_hostile_input_gets_a_page_with_a_message(client, cara, hostile):
    response = sign_in(client, hostile, hostile)
    assert response.status_code == 200
    assert "Please look at this again" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_the_log_says_who_signed_in_by_number_alone(client, cara, caplog):
    sign_in(client, "cara@north.example", "wrong planted-token")
    sign_in(client, "cara@north.example")
    client.post("/accounts/logout/")
    lines = [record.getMessage() for record in caplog.records if record.name == "doorstep.signing_in"]
    assert lines == ["sign-in failed", f"signed in: person {cara.pk}", f"signed out: person {cara.pk}"]

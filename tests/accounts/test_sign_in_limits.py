"""Attempts to sign in are limited per person and per address, before anything is hashed."""

from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, User
from tests.cast import PASSPHRASE

ADDRESS = "/accounts/login/"


@pytest.fixture
def people(cara, sam):
    for person in (cara, sam):
        person.set_password(PASSPHRASE)
        person.save()


def attempt(name, passphrase="wrong", address="192.0.2.1", client=None, **headers):
    return (client or Client()).post(
        ADDRESS, {"login": name, "password": passphrase}, REMOTE_ADDR=address, headers=headers
    )


def test_the_seventh_attempt_is_refused_without_a_hash(people, hashes):
    assert {attempt("north-001").status_code for _ in range(6)} == {200}
    hashes.clear()
    refused = attempt("north-001", PASSPHRASE)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert hashes == []


def test_email_and_staff_number_count_together(people):
    for name in ("north-001", "cara@north.example") * 3:
        attempt(name)
    assert attempt("CARA@north.example", PASSPHRASE).status_code == 429


def test_another_host_name_or_port_gives_no_new_attempts(people):
    for port in range(6):
        attempt("north-001", host=f"localhost:{port + 1}")
    assert attempt("north-001", PASSPHRASE, host="127.0.0.1:99").status_code == 429


def test_nobody_else_is_locked_out(people):
    for _ in range(7):
        attempt("north-001")
    assert attempt("north-002", PASSPHRASE, address="192.0.2.2").status_code == 302


def test_after_a_quarter_of_an_hour_it_is_open_again(people, time_machine):
    time_machine.move_to(timezone.now())
    for _ in range(7):
        attempt("north-001")
    time_machine.shift(15 * 60 + 1)
    assert attempt("north-001", PASSPHRASE).status_code == 302


def test_twenty_failures_an_hour_from_one_address(people, hashes):
    assert {attempt(f"north-9{number:02d}").status_code for number in range(20)} == {200}
    hashes.clear()
    assert attempt("north-002", PASSPHRASE).status_code == 429
    assert attempt("north-002", PASSPHRASE, address="192.0.2.2").status_code == 302
    assert len(hashes) == 1


def test_signing_in_rightly_uses_up_nothing(people):
    for _ in range(25):
        assert attempt("north-001", PASSPHRASE).status_code == 302


def test_an_unknown_name_is_limited_just_the_same(people):
    codes = [attempt("north-404", "wrong").status_code for _ in range(7)]
    assert codes == [200] * 6 + [429]


def test_the_refusal_speaks_the_persons_language(people):
    client = Client()
    for _ in range(7):
        refused = attempt("north-001", client=client, accept_language="hu")
    assert refused["Content-Language"] == "hu"
    assert '<html lang="hu">' in refused.content.decode()


def test_the_header_of_a_proxy_is_not_believed_without_one(people):
    codes = [attempt(f"north-9{n:02d}", x_forwarded_for=f"198.51.100.{n}").status_code for n in range(21)]
    assert codes[-1] == 429


def test_exact_under_attempts_at_the_same_time(own_database, hashes):
    """More hashes than the limit would mean that two attempts read the same count."""
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    User.objects.create_user(
        organisation=organisation,
        username="north-001",
        password=PASSPHRASE,
        given_name="Cara",
        family_name="Halász",
        roles=["caregiver"],
    )
    hashes.clear()
    codes = []

    def wrong():
        codes.append(attempt("north-001").status_code)
        connection.close()

    threads = [Thread(target=wrong) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hashes) <= 6
    assert codes.count(429) >= 6
    assert set(codes) <= {200, 429}

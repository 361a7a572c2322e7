"""One's own settings: who I am here, my language, my passphrase."""

import pytest
from django.test import Client

from accounts.models import User
from tests.cast import PASSPHRASE

CHANGE = "/accounts/password/change/"


@pytest.fixture
def lena(lena):
    lena.set_password(PASSPHRASE)
    lena.save()
    return lena


def change(client, old=PASSPHRASE, new="four quiet garden words", again=None):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def test_it_shows_name_roles_in_words_and_what_they_allow(client, lena):
    lena.language = "en"
    lena.save()
    client.force_login(lena)
    page = client.get("/settings/").content.decode()
    for words in ("Lena Lund", "Lead, Safeguarding lead", "Northern Home Care", "Decide what was escalated"):
        assert words in page
    assert "Manage people" not in page


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get("/settings/")["Location"] == "/accounts/login/?next=/settings/"


def test_a_new_passphrase_signs_out_every_other_device(client, lena):
    other = Client()
    for device in (client, other):
        device.force_login(lena)
    before = client.cookies["__Host-doorstep"].value
    assert change(client)["Location"] == "/settings/"
    assert client.cookies["__Host-doorstep"].value != before
    assert client.get("/settings/").status_code == 200
    assert other.get("/settings/").status_code == 302
    assert User.objects.get(pk=lena.pk).check_password("four quiet garden words")


@pytest.mark.parametrize(
    "attempt", [{"old": "wrong"}, {"new": "short"}, {"new": "passwordpassword1"[:11]}, {"again": "something else here"}]
)
def test_a_passphrase_that_will_not_do_is_explained(client, lena, attempt):
    client.force_login(lena)
    response = change(client, **attempt)
    assert response.status_code == 200
    assert 'class="notice missing"' in response.content.decode()
    assert User.objects.get(pk=lena.pk).check_password(PASSPHRASE)


def test_guessing_the_current_passphrase_is_limited(client, lena, hashes):
    client.force_login(lena)
    for _ in range(5):
        change(client, old="wrong")
    hashes.clear()
    assert change(client).status_code == 429
    assert hashes == []


def test_whoever_has_no_passphrase_has_none_to_change(client, cara):
    client.force_login(cara)
    assert client.get(CHANGE).status_code == 404

"""The language of the interface, chosen before and after signing in."""

import pytest
from django.test import Client

from accounts.models import User


def choose(client, language, **more):
    return client.post("/language/", {"language": language, **more})


def language_of(response):
    return response["Content-Language"], response.content.decode().split('<html lang="')[1][:2]


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_chosen_before_signing_in_and_kept_in_a_cookie(client, db, language):
    response = choose(client, language, next="/accounts/login/")
    assert response["Location"] == "/accounts/login/"
    cookie = response.cookies["__Host-doorstep-language"]
    assert (cookie.value, bool(cookie["secure"]), bool(cookie["httponly"]), cookie["path"]) == (language, True, True, "/")
    assert language_of(client.get("/accounts/login/")) == (language, language)


def test_without_a_choice_the_browsers(client, db):
    assert language_of(client.get("/accounts/login/", headers={"accept-language": "sv-SE,en;q=0.5"})) == ("sv", "sv")
    assert language_of(client.get("/accounts/login/", headers={"accept-language": "fi"})) == ("en", "en")


def test_signed_in_it_stays_with_the_person(client, cara):
    client.force_login(cara)
    assert language_of(client.get("/settings/")) == ("hu", "hu")
    choose(client, "uk")
    assert language_of(client.get("/settings/")) == ("uk", "uk")
    assert User.objects.get(pk=cara.pk).language == "uk"
    elsewhere = Client()
    elsewhere.force_login(cara)
    assert language_of(elsewhere.get("/settings/")) == ("uk", "uk")


@pytest.mark.parametrize("language", ["", "xx", "hu\x00", "de", "../hu"])
def test_an_unknown_language_changes_nothing(client, cara, language):
    client.force_login(cara)
    assert choose(client, language).status_code == 400
    assert User.objects.get(pk=cara.pk).language == "hu"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "\\\\evil", ""])
def test_it_never_leads_to_another_site(client, db, elsewhere):
    assert choose(client, "hu", next=elsewhere)["Location"] == "/"

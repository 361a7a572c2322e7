"""The pages of tokens: made and shown once, listed without their secret, revoked after a question."""

import re

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import ApiToken, SentRequest
from tests.accounts.bearer import token_of

pytestmark = pytest.mark.django_db
PAGE = "/settings/tokens/"
FORM = {"name": "Rota programme", "scopes": ["read", "report"], "days": "30"}
TEXT = re.compile(r"ds_[a-z0-9]{8}_[A-Za-z0-9]{43}")


def browser(person):
    person.language = "en"
    person.save()
    client = Client()
    client.force_login(person)
    return client


def test_a_token_is_made_shown_once_and_works(cara):
    client = browser(cara)
    text = TEXT.search(client.post(PAGE, FORM).content.decode())[0]
    token = tokens.find(text)
    assert (token.user, token.name, token.scopes) == (cara, "Rota programme", ["read", "report"])
    later = client.get(PAGE).content.decode()
    assert "Rota programme" in later
    assert f"ds_{token.prefix}_" in later
    assert not TEXT.search(later)


def test_pressing_twice_makes_one_and_shows_no_secret_again(cara):
    client = browser(cara)
    first = client.post(PAGE, FORM | {"key": "k1"}).content.decode()
    again = client.post(PAGE, FORM | {"key": "k1"}, follow=True).content.decode()
    assert ApiToken.objects.count() == 1
    assert TEXT.search(first)
    assert not TEXT.search(again)
    assert "shown then" in again
    kept = SentRequest.objects.get()
    assert TEXT.search(first)[0].split("_")[2] not in kept.content + kept.answer


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"scopes": []}, {"scopes": ["answer"]}, {"scopes": ["all"]}, {"days": "400"}, {"days": "x"}],
)
def test_what_will_not_do_is_explained(cara, wrong):
    page = browser(cara).post(PAGE, FORM | wrong)
    assert page.status_code == 200
    assert 'class="notice missing"' in page.content.decode()
    assert not ApiToken.objects.exists()


def test_each_person_is_offered_what_she_may_do(cast):
    offered = {
        name: re.findall(r'name="scopes" value="(\w+)"', browser(p).get(PAGE).content.decode())
        for name, p in cast.items()
    }
    assert offered["cara"] == ["read", "report"]
    assert offered["sam"] == ["read", "report", "answer"]
    assert offered["rita"] == ["read", "register", "verify"]
    assert offered["ada"] == ["read", "manage"]


def test_revoking_asks_first(cara):
    text = token_of(cara, "read")
    client, address = browser(cara), f"{PAGE}{ApiToken.objects.get().pk}/revoke/"
    assert "Revoke this token?" in client.get(address).content.decode()
    assert tokens.find(text)
    assert client.post(address)["Location"] == PAGE
    assert tokens.find(text) is None
    assert "was revoked before" in client.post(address, follow=True).content.decode()


def test_others_tokens_do_not_exist_but_for_administrators(cara, sam, ada, olly):
    token_of(cara, "read")
    address = f"{PAGE}{ApiToken.objects.get().pk}/revoke/"
    for person in (sam, olly):
        assert [browser(person).get(address).status_code, browser(person).post(address).status_code] == [404, 404]
    assert browser(ada).post(address)["Location"] == f"{PAGE}everybody/"
    assert ApiToken.objects.get().revoked_by == ada


def test_administrators_see_all_of_their_organisation(cara, sam, ada, olly, monkeypatch):
    monkeypatch.setattr("accounts.views.tokens.PAGE", 2)
    for person in (cara, sam, cara):
        token_of(person, "read")
    token_of(olly, "read")
    client = browser(ada)
    first = client.get(f"{PAGE}everybody/").content.decode()
    onwards = re.search(r'href="([^"]*after=[^"]*)"', first)[1]
    second = client.get(onwards).content.decode()
    assert first.count("<article") == 2
    assert second.count("<article") == 1
    assert "Olly" not in first + second
    assert client.get(f"{PAGE}everybody/?after=nonsense").status_code == 200
    assert browser(sam).get(f"{PAGE}everybody/").status_code == 403


def test_settings_lead_there(cara):
    assert f'href="{PAGE}"' in browser(cara).get("/settings/").content.decode()

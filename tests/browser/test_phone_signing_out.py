"""Signing out of a phone: what only the phone has is asked about first, then nothing of the person is left."""

import pytest
from django.test import Client as Browser

from tests.browser.phone_app import until

LEFT = """async () => {
  const { database } = await import("/static/js/phone/database.js");
  const connection = await database();
  const rest = {};
  for (const store of connection.objectStoreNames) rest[store] = (await connection.getAllKeys(store)).length;
  return rest;
}"""
PUT = """async ([owner, store, id, value]) => {
  const { openVault } = await import("/static/js/phone/vault.js");
  await (await openVault(owner)).put(store, id, value, {startedAt: 1760000000000});
}"""
NOTHING = {"drafts": 0, "queue": 0, "files": 0, "pocket": 0, "keys": 0, "phone": 0}
SAVED = {"id": "a", "kind": "phone_number", "isBegun": True, "send": None, "files": []}
DRAFTS = {
    "saved": SAVED | {"sections": {"basics": {"state": "saved"}}},
    "here": SAVED | {"sections": {"basics": {"state": "here"}, "step-1": {"state": "saved"}}},
    "waits": SAVED | {"sections": {"basics": {"state": "saved"}}, "send": {"at": 1, "key": "k"}},
    "photo": SAVED | {"sections": {}, "files": ["f"]},
}


@pytest.fixture
def phone(caras_phone, story_cast):
    page = caras_phone(language="en")
    page.goto("/incidents/")
    page.owner = str(story_cast["cara"].pk)
    return page


def put(page, store, name, value):
    page.evaluate(PUT, [page.owner, store, name, value])


def sign_out(page):
    page.locator(".who summary").tap()
    page.locator("[data-sign-out] button").tap()


def test_where_the_server_has_everything_signing_out_asks_nothing_and_leaves_nothing(phone):
    put(phone, "drafts", "a", DRAFTS["saved"])
    put(phone, "pocket", "forms", {"kinds": {}})
    sign_out(phone)
    phone.wait_for_url("**/accounts/login/")
    assert phone.evaluate(LEFT) == NOTHING
    assert phone.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    phone.goto("/incidents/")
    assert "/accounts/login/" in phone.url


@pytest.mark.parametrize("name", ["here", "waits", "photo"])
def test_what_only_the_phone_has_is_named_before_it_is_thrown_away(phone, name):
    put(phone, "drafts", "a", DRAFTS[name])
    put(phone, "queue", "m", {"id": "m", "label": "A message to Sam", "at": 1760000000000, "state": "waiting"})
    sign_out(phone)
    phone.wait_for_selector("dialog.asks[open]")
    assert phone.locator("dialog.asks li").count() == 2
    assert "A message to Sam" in phone.inner_text("dialog.asks")
    assert phone.evaluate("document.activeElement.matches('[data-stay]')")
    phone.locator("[data-stay]").tap()
    assert phone.locator("dialog.asks").count() == 0
    assert phone.evaluate(LEFT)["drafts"] == 1
    phone.locator("[data-sign-out] button").tap()
    phone.locator("dialog.asks [data-away]").tap()
    phone.wait_for_url("**/accounts/login/")
    assert phone.evaluate(LEFT) == NOTHING


def test_without_a_network_it_says_that_she_is_still_signed_in(phone, axe):
    put(phone, "drafts", "a", DRAFTS["saved"])
    until(phone, "navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    sign_out(phone)
    phone.wait_for_selector("dialog.asks [data-offline]:visible")
    axe(phone)
    assert not phone.locator("dialog.asks [data-away]").is_visible()
    assert phone.evaluate(LEFT)["drafts"] == 1


def test_the_question_has_no_finding(phone, axe):
    put(phone, "drafts", "a", DRAFTS["here"])
    sign_out(phone)
    phone.wait_for_selector("dialog.asks[open]")
    axe(phone)


@pytest.mark.parametrize(("name", "kept"), [("saved", 0), ("here", 1)])
def test_signed_out_in_another_way_keeps_only_what_the_server_has_not(phone, name, kept):
    until(phone, "localStorage.getItem('doorstep-person') !== null")
    put(phone, "drafts", "a", DRAFTS[name])
    phone.context.clear_cookies()
    phone.goto("/incidents/")
    assert "/accounts/login/" in phone.url
    until(phone, "localStorage.getItem('doorstep-person') === null")
    left = phone.evaluate(LEFT)
    assert (left["drafts"], left["phone"], left["keys"]) == (kept, kept, 1)


def test_the_next_person_sees_nothing_of_what_still_waits(phone, story_cast):
    put(phone, "drafts", "a", DRAFTS["here"])
    phone.context.clear_cookies()
    phone.goto("/incidents/")
    until(phone, "localStorage.getItem('doorstep-person') === null")
    sign_in(phone, story_cast["sam"])
    until(phone, f"localStorage.getItem('doorstep-person') === '{story_cast['sam'].pk}'")
    assert phone.locator("[data-here]:visible").count() == 0
    sign_out(phone)
    phone.wait_for_url("**/accounts/login/")
    assert phone.evaluate(LEFT)["drafts"] == 1
    sign_in(phone, story_cast["cara"])
    values = phone.evaluate("""async (owner) => {
      const { openVault } = await import("/static/js/phone/vault.js");
      return (await (await openVault(owner)).list("drafts")).map(({ value }) => value.id);
    }""", phone.owner)  # fmt: skip
    assert values == ["a"]


def sign_in(page, person):
    browser = Browser()
    browser.force_login(person)
    page.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "domain": "127.0.0.1", "path": "/", "secure": True}
            for name, morsel in browser.cookies.items()
        ]
    )
    page.goto("/")

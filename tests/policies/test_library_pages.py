"""The pages of the shelf: reading, writing for oneself, publishing in six languages, and the guard of contact data."""

import re

import pytest

from policies.library.shelf import the_item
from policies.models import LibraryItem
from tests.policies.shelves import LANGUAGES, filled, kept, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def of(client):
    """Somebody's browser, in English."""

    def signed_in(person):
        type(person).objects.filter(pk=person.pk).update(language="en")
        client.force_login(person)
        return client

    return signed_in


def said(response) -> str:
    return response.content.decode()


def test_the_shelf_by_kind_and_language(of, sam):
    browser = of(sam)
    everything = said(browser.get("/library/"))
    assert "Active listening" in everything
    assert "Aktív hallgatás" in said(browser.get("/library/", {"language": "hu"}))
    only = said(browser.get("/library/", {"kind": "limit", "language": "en"}))
    assert "Diagnose the client’s problem" in only
    assert "Active listening" not in only
    assert browser.get("/library/", {"kind": "'; --", "language": "xx"}).status_code == 200


def test_skill_cards_that_belong_to_a_step(of, cara):
    for step in ("acknowledge", "reason", "empathy"):
        page = said(of(cara).get("/library/", {"kind": "skill", "step": step, "language": "en"}))
        assert "Active listening" in page
        assert "Dividing a problem" not in page


def test_a_text_in_all_languages_with_its_version_and_what_belongs_to_it(of, sam):
    page = said(of(sam).get("/library/silence/"))
    for word in ("Silence", "Csend", "Mlčení", "Tystnad", "Мълчание", "Мовчання", "Version 1, since", "See also"):
        assert word in page
    for related in ("attending", "follow_up"):  # it points to the one, the other points to it
        assert f"/library/{related}/" in page


def test_every_built_in_text_has_its_page(of, sam):
    browser, keys = of(sam), LibraryItem.objects.filter(organisation=None).values_list("key", flat=True)
    assert {browser.get(f"/library/{key}/").status_code for key in keys} == {200}
    assert len(keys) >= 55


def test_as_many_queries_for_a_long_shelf(of, petra, django_assert_max_num_queries):
    browser = of(petra)
    published(petra)
    browser.get("/library/")
    with django_assert_max_num_queries(12) as few:
        browser.get("/library/")
    for number in range(20):
        published(petra, key=f"more-{number}")
    with django_assert_max_num_queries(len(few)):
        browser.get("/library/")


def test_a_supervisor_keeps_a_text_in_one_language(of, sam, tom):
    sent = {"scope": "personal", "kind": "prepared_text", "title_hu": "Nem", "body_hu": "Nem tehetem."}
    response = of(sam).post("/library/new/", sent, follow=True)
    mine = LibraryItem.objects.get(owner=sam)
    assert (response.status_code, mine.texts) == (200, {"hu": {"title": "Nem", "body": "Nem tehetem."}})
    of(sam).post(f"/library/edit/{mine.key}/", sent | {"body_hu": "Inkább nem."})
    assert the_item(sam, mine.key).text("hu")["body"] == "Inkább nem."
    theirs = of(tom)
    for address in (f"/library/{mine.key}/", f"/library/edit/{mine.key}/"):
        assert theirs.get(address).status_code == 404
    assert theirs.post(f"/library/edit/{mine.key}/remove/").status_code == 404
    of(sam).post(f"/library/edit/{mine.key}/remove/")
    assert the_item(sam, mine.key) is None


def test_a_published_text_needs_all_six_languages(of, petra):
    sent = filled(title_uk="", body_cs="")
    page = said(of(petra).post("/library/new/", sent))
    assert page.count("Missing in") >= 2
    assert not LibraryItem.objects.exclude(organisation=None).exists()
    response = of(petra).post("/library/new/", filled())
    assert response.url == "/library/title-en/"
    again = of(petra).post("/library/edit/title-en/", filled(body_en="Better", seen="1"))
    assert again.url == "/library/title-en/"
    assert (the_item(petra, "title-en").version, set(the_item(petra, "title-en").texts)) == (2, set(LANGUAGES))


def test_what_another_policy_owner_published_meanwhile_is_not_overwritten_unseen(of, petra):
    published(petra)
    page = of(petra)
    assert 'name="seen" value="1"' in said(page.get("/library/edit/a-kind-no/"))
    published(petra, body="Hers, meanwhile.")
    refused = said(page.post("/library/edit/a-kind-no/", filled(body_en="Mine", seen="1")))
    assert "Somebody else changed this wording meanwhile" in refused
    assert 'name="seen" value="2"' in refused
    assert re.search(r"\bMine</textarea>", refused)
    assert the_item(petra, "a-kind-no").version == 2
    page.post("/library/edit/a-kind-no/", filled(body_en="Both", seen="2"))
    assert the_item(petra, "a-kind-no").version == 3


def test_the_same_title_twice_is_two_texts(of, petra):
    assert [of(petra).post("/library/new/", filled()).url for _ in range(2)] == ["/library/title-en/", "/library/title-en-2/"]


@pytest.mark.parametrize("found", ["+420 777 123 456", "anna@gmail.example"])
def test_contact_data_is_refused_for_others_and_only_asked_about_for_oneself(of, petra, sam, found):
    page = said(of(petra).post("/library/new/", filled(body_sv=f"Ring {found}")))
    assert "looks like contact data" in page
    assert not LibraryItem.objects.exclude(organisation=None).exists()
    sent = {"scope": "personal", "kind": "prepared_text", "title_en": "Call", "body_en": f"Call {found}"}
    assert "looks like contact data" in said(of(sam).post("/library/new/", sent, follow=True))
    assert LibraryItem.objects.filter(owner=sam).exists()
    assert "looks like contact data" in said(of(sam).post("/library/new/", sent | {"scope": "team"}))


def test_the_same_gaps_in_every_language(of, petra):
    page = said(of(petra).post("/library/new/", filled(body_en="Dear {name}")))
    assert "This gap is missing here: {name}" in page


def test_who_does_not_own_policies_publishes_nothing_through_the_form(of, sam, cara):
    of(sam).post("/library/new/", filled())
    assert of(cara).post("/library/new/", filled()).status_code == 403
    assert not LibraryItem.objects.exclude(organisation=None).exists()


def test_from_a_published_text_a_supervisor_makes_one_of_her_own(of, sam, petra):
    published(petra)
    of(sam).post("/library/edit/a-kind-no/", filled(scope="personal"))
    assert LibraryItem.objects.get(owner=sam).scope == "personal"
    assert the_item(sam, "a-kind-no").owner == petra
    assert of(sam).post("/library/edit/a-kind-no/remove/").status_code == 404


def test_the_source_of_a_built_in_text_is_not_put_below_another(of, petra):
    assert "HU.13" not in said(of(petra).get("/library/edit/thanks/"))


def test_hostile_words_stay_words(of, petra):
    published(petra, title="<script>alert(1)</script>", body="<b>bold</b>")
    for address in ("/library/", "/library/a-kind-no/", "/library/edit/a-kind-no/"):
        page = said(of(petra).get(address))
        assert "<script>alert" not in page
        assert "<b>bold" not in page


def test_by_api_the_shelf_of_the_caller(of, sam, tom):
    mine = kept(sam, title="Mine")
    rows = of(sam).get("/api/v1/library/", {"language": "sv", "kind": "skill", "step": "empathy"}).json()["results"]
    assert {"empathy", "active_listening", "silence"} <= {row["key"] for row in rows}
    assert all(row["language"] == "sv" and row["text"]["title"] == row["title"] for row in rows)
    keys = {row["key"] for row in of(tom).get("/api/v1/library/").json()["results"]}
    assert mine.key not in keys

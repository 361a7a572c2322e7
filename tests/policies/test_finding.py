"""The one search box: beginnings of words in six languages with or without marks, only what stands for this person."""

import pytest
from django.utils import timezone

from policies.library import acts, own
from policies.library.loading import built_in
from policies.models import DirectoryEntry, LibraryItem, PolicyVersion
from policies.search.finding import MOST_SHOWN, find
from tests.policies.shelves import kept, published

pytestmark = pytest.mark.django_db
HOURS = {"always": True}


def titles(user, words, group=None, language="en"):
    groups = find(user, words, language)
    return ["".join(text for text, _ in hit.title) for found in groups if group in (None, found.name) for hit in found.hits]


def entry(organisation, name, **fields):
    """Offered: verified today, the organisation's own number."""
    fields = {"kind": "service", "what_for": {"en": "Help"}, "phone": "+36 1 234 5678", "opening_hours": HOURS} | fields
    today = timezone.localdate()
    fields = {"verified_on": today, "review_due_on": today + timezone.timedelta(days=90)} | fields
    fields = {"is_owned_by_organisation": True} | fields
    return DirectoryEntry.objects.create(organisation=organisation, name=name, **fields)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ugyfel", "ügyfél"), ("klient", "klient"), ("клієнт", "клієнт"), ("mlcenliv", "Mlčenlivost"),
        ("sekret", "Sekretess"), ("поверит", "Поверителност"), ("TITOK", "Titoktartás"), ("varme", "Värme"),
        ("hallgatas aktiv", "Aktív hallgatás"),
    ],
)  # fmt: skip
def test_beginnings_of_words_without_their_marks(cara, words, expected):
    found = find(cara, words)
    said = "".join(text for group in found for hit in group.hits for text, _ in [*hit.title, *hit.pieces])
    assert expected.casefold() in said.casefold()


def test_the_word_of_the_client_organisation(cara, petra, organisation):
    published(petra, key="who", title="Zavolejte pečovatelku a řidiče")
    entry(organisation, {"en": "Social office", "cs": "Sociální úřad pro pečovatelky", "uk": "Соціальна служба"})
    assert titles(cara, "pecovatelku") == ["Zavolejte pečovatelku a řidiče en"]
    assert titles(cara, "pecovatelky", "directory") == ["Sociální úřad pro pečovatelky"]
    assert titles(cara, "соціальна") == ["Соціальна служба"]


def test_every_built_in_title_is_found_by_its_first_letters_in_every_language(cara):
    swept = 0
    for row in built_in():
        for language, text in row["texts"].items():
            words = " ".join(word[:6] for word in text["title"].split())
            found = titles(cara, words, "library", language)
            assert text["title"] in found or len(found) == MOST_SHOWN, (row["key"], language, words)
            swept += 1
    assert swept >= 300


def test_a_name_goes_before_a_body(cara, petra):
    published(petra, key="b", title="Other words", body="A wheelbarrow stands in the text")
    published(petra, key="a", title="A wheelbarrow", body="In the name")
    assert titles(cara, "wheelb") == ["A wheelbarrow en", "Other words en"]


def test_in_groups_with_a_piece_around_what_was_found(cara):
    groups = find(cara, "discomfort", "en")
    assert "policies" in [group.name for group in groups]
    hit = groups[0].hits[0]
    assert [text.casefold() for text, is_found in [*hit.title, *hit.pieces] if is_found]
    assert hit.address.startswith("/policies/")


@pytest.mark.parametrize("words", ["", " ", "a", "%", "'", '"', "* OR 1", "\x00", "😀", "(((", "a" * 5000, "' OR ''='", "NEAR/2"])
def test_whatever_is_typed_is_only_words(client, cara, words):
    client.force_login(cara)
    page = client.get("/find/", {"q": words})
    assert page.status_code == 200
    assert client.get("/api/v1/find/", {"q": words}).status_code in (200, 400)


def test_a_hostile_text_stays_a_text(client, cara, petra):
    published(petra, title="<script>alert(1)</script> zebra", body="<img src=x onerror=alert(1)> zebra")
    client.force_login(cara)
    said = client.get("/find/", {"q": "zebra"}).content.decode()
    assert "<script>alert" not in said
    assert "<img" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>zebra</mark>" in said


def test_nothing_of_another_organisation_or_person(sam, tom, olly, petra, organisation):
    kept(sam, title="Zebra of Sam")
    published(petra, title="Zebra of ours")
    entry(organisation, {"en": "Zebra office"})
    assert len(titles(sam, "zebra")) == 3
    assert len(titles(tom, "zebra")) == 2
    assert titles(olly, "zebra") == []


def test_what_changes_is_found_at_once_and_what_is_gone_no_longer(sam, petra, organisation):
    mine, office = kept(sam, title="Zebra"), entry(organisation, {"en": "Giraffe office"})
    assert (titles(sam, "zebra"), titles(sam, "giraffe")) == (["Zebra"], ["Giraffe office"])
    own.change(mine, texts={"en": {"title": "Okapi", "body": ""}})
    assert (titles(sam, "zebra"), titles(sam, "okapi")) == ([], ["Okapi"])
    own.remove(mine)
    assert titles(sam, "okapi") == []
    office.active, office.revision = False, 2
    office.save()
    assert titles(sam, "giraffe") == []
    item = published(petra, title="Gnu")
    acts.retire(item, petra)
    assert titles(sam, "gnu") == []


def test_only_what_is_in_force_and_verified(cara, organisation):
    entry(organisation, {"en": "Zebra office"}, verified_on=None)
    assert titles(cara, "zebra") == []
    PolicyVersion.objects.filter(policy__organisation=None).update(in_force_until=timezone.now())
    assert [group.name for group in find(cara, "phone")] != ["policies"]
    assert "policies" not in [group.name for group in find(cara, "discomfort")]


def test_as_many_questions_for_many_texts_as_for_few(cara, petra, django_assert_num_queries):
    published(petra, key="one", title="Zebra one")
    find(cara, "zebra")
    with django_assert_num_queries(7):
        find(cara, "zebra")
    for number in range(30):
        published(petra, key=f"more-{number}", title=f"Zebra {number}")
    find(cara, "zebra")
    with django_assert_num_queries(7):
        assert find(cara, "zebra")[0].is_cut


def test_texts_that_others_keep_for_themselves_do_not_slow_the_search(cara, sam, petra, django_assert_num_queries):
    published(petra, key="one", title="Zebra among others", body="Here")
    LibraryItem.objects.bulk_create(
        LibraryItem(organisation=sam.organisation, owner=sam, key=f"own-{number}", scope="personal", kind="prepared_text",
                    texts={"en": {"title": "Zebra", "body": ""}})
        for number in range(400)
    )  # fmt: skip
    find(cara, "zebra")
    with django_assert_num_queries(9):
        assert titles(cara, "zebra") == ["Zebra among others en"]

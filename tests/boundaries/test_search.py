"""What is found by which words: beginnings, six languages, quotes, references, hostile input."""

import pytest

from boundaries.models import SearchEntry
from boundaries.search.finding import find, is_searchable
from tests import stories

pytestmark = pytest.mark.django_db

SAID = {
    "en": ("The client's neighbour asked for my number", ["neighbour", "NEIGH", "clients", "client's", "number asked"]),
    "hu": ("Az ügyfél éjszaka is hívna, őszintén", ["ugyfel", "Ügyfél", "ejszaka", "oszin", "HÍVNA"]),
    "cs": ("Klientka prosí pečovatelku o číslo", ["pecovatelku", "PEČOVATEL", "cislo", "klientka pecov"]),
    "sv": ("Anhörig ville att vårdgivaren skulle ringa", ["vardgivare", "VÅRDGIVAREN", "anhorig"]),
    "bg": ("Съседката поиска телефона ми вкъщи", ["съсед", "СЪСЕДКАТА", "вкъщи", "телефон"]),
    "uk": ("Клієнтка їсть ґанок, об’єкт і мій номер", ["КЛІЄНТ", "їсть", "ґанок", "ганок", "об'єкт", "обʼєкт", "мій"]),
}


@pytest.mark.parametrize("language", SAID)
def test_words_and_beginnings_are_found_with_and_without_marks(cara, sam, language):
    text, queries = SAID[language]
    incident = stories.submitted(cara, what_happened=text)
    other = stories.submitted(cara, what_happened="Something quite different")
    for query in queries:
        found, after = find(sam, query)
        assert found == [incident], query
        assert after is None
    assert find(sam, "quite diff")[0] == [other]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("съд", True), ("сд", False), ("сьд", False), ("елка", True), ("ёлка", True), ("їжак", True), ("іжак", True),
        ("ижак", False),
    ],
)
def test_letters_of_their_own_stay_apart_and_marks_do_not(cara, sam, asked, is_found):
    """й and и, ї and і, ё and е, ґ and г find each other; ъ is a letter."""
    stories.submitted(cara, what_happened="съд, ёлка, їжак")
    assert bool(find(sam, asked)[0]) is is_found


def test_all_words_must_occur_anywhere_in_the_report(cara, sam):
    incident = stories.submitted(cara, what_happened="Flowers on the table", feelings="ashamed")
    stories.submitted(cara, what_happened="Flowers")
    assert find(sam, "asham flow")[0] == [incident]
    assert find(sam, "asham flow nothing")[0] == []


def test_quotes_ask_for_the_word_itself(cara, sam):
    gift, gifted = (stories.submitted(cara, what_happened=word) for word in ("gift", "gifted"))
    assert find(sam, "gift")[0] == [gifted, gift]
    for query in ('"gift"', "„gift“", "«gift»"):
        assert find(sam, query)[0] == [gift]


def test_a_reference_is_found_whole_by_its_beginning_and_without_hyphens(cara, sam):
    incident, other = stories.submitted(cara), stories.submitted(cara)
    assert incident.reference != other.reference
    one, two = incident.reference[3:7], incident.reference[8:]
    ways = [incident.reference, f"ds{one}{two}", f"{one}-{two}", f"{one}{two}".lower(), f"DS {one} {two}", f" DS-{one}-{two} "]
    for query in [*ways, f"DS-{one}-{two[:2]}", f"ds{one}{two[0]}", f"{one}{two[:3]}", f"{two}"]:
        assert find(sam, query)[0] == [incident], query


def test_a_client_is_found_by_code_and_never_by_name(cara, sam, client_k):
    incident = stories.submitted(cara, client=client_k)
    for query in ("K-031", "k031", "031"):
        assert find(sam, query)[0] == [incident]
    assert find(sam, "Szabó")[0] == find(sam, "Ilona")[0] == []


def test_what_is_not_for_reading_is_not_for_finding(cara, sam, lena):
    incident = stories.submitted(cara, reach_safely="Telephone Zanzibar", what_happened="Something")
    stories.perform(incident, "acknowledge", by=sam, message=stories.message("Warmly"))
    stories.perform(incident, "escalate", by=sam, to=lena, reason="Xylophone internally")
    for query in ("Zanzibar", "Xylophone", "internally"):
        assert find(lena, query)[0] == []
    assert find(lena, "warmly something")[0] == [incident]
    assert "zanzibar" not in SearchEntry.objects.get().words


@pytest.mark.parametrize("text", ["", " ", "a", "*", '"', "'", "-", "\u0301\u0308", "😀", "\x00", "()", "а б в", "()!@#$%^&*"])
def test_too_little_to_look_for_says_so_and_finds_nothing(cara, sam, text):
    stories.submitted(cara, what_happened="a а б в 😀")
    assert not is_searchable(text)
    assert find(sam, text) == ([], None)


HOSTILE = [
    'gift"', '"gift', "gift*", "gift AND", "NOT gift", "gift OR table", "NEAR(gift table)", "words:gift", "scope : gift",
    "gift\x00table", "gift') --", "gift'; DROP TABLE boundaries_incident; --", "{gift}", "^gift", "gift & !table", "gift:*",
    "gift <-> table", "gift\\", "%gift%", "gift_", "\ud800gift"[1:], "😀 gift", "gift " * 5000, "g" * 100_000, "gift-" * 20_000,
    "'" * 100_000, "\u0301" * 100_000 + "gift", "gift\u202e", "ﬁne gift", "İgift",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_typed_is_just_words(cara, sam, text):
    stories.submitted(cara, what_happened="A gift stood there")
    found, after = find(sam, text)
    assert after is None
    assert len(found) <= 1
    stories.submitted(cara, what_happened=text.replace("\x00", " ")[:19_000])


def test_operators_are_words_too(cara, sam):
    stories.submitted(cara, what_happened="gift")
    both = stories.submitted(cara, what_happened="gift and table, near or not")
    for query in ("gift AND table", "NEAR(gift table)", 'gift "OR"', '"NOT" gift'):
        assert find(sam, query)[0] == [both]


def test_a_very_long_report_is_kept_and_found(cara, sam):
    text = " ".join(f"слово{number:05d}" for number in range(1_600))
    fields = ("what_happened", "feelings", "own_observations")
    texts = {name: text.replace("слово", f"слово{place}") for place, name in enumerate(fields)}
    incident = stories.submitted(cara, **texts)
    for place in range(3):
        assert find(sam, f"слово{place}01599")[0] == [incident]

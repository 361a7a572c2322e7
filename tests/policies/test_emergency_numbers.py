"""Emergency numbers are built in, per country, in six languages, and loading them again changes nothing."""

from policies.directory.always import numbers as built_in
from policies.loading import load_content
from policies.models import DirectoryEntry

LANGUAGES = {"en", "hu", "cs", "sv", "bg", "uk"}
SOURCE = built_in()


def numbers(country):
    rows = DirectoryEntry.objects.filter(organisation=None, country=country, active=True).order_by("order")
    return [row.phone for row in rows]


def test_each_country_has_its_numbers_the_general_one_first(content):
    shown = {country: numbers(country) for country in SOURCE["countries"]}
    assert {country: found for country, found in shown.items() if found != ["112"]} == {
        "HU": ["112", "104", "105", "107"],
        "CZ": ["112", "155", "150", "158"],
        "SE": ["112", "1177", "114 14"],
        "UA": ["112", "103", "102", "101"],
        "GB": ["999", "112", "111", "101"],
    }


def test_every_country_of_the_european_union_has_one(content):
    union = "AT,BE,BG,CY,CZ,DE,DK,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK"
    assert [country for country in union.split(",") if "112" not in numbers(country)] == []


def test_every_name_stands_in_six_languages():
    texts = [SOURCE["always"], *(text for row in SOURCE["services"].values() for text in row.values())]
    assert len(texts) == 13
    assert all(set(text) == LANGUAGES and all(text.values()) for text in texts)


def test_each_is_verified_and_says_where_it_is_from(content):
    rows = DirectoryEntry.objects.filter(organisation=None)
    assert rows.count() == 43
    assert not rows.filter(verified_on=None).exists()
    assert not rows.filter(source="").exists()


def test_loading_again_changes_nothing(content):
    before = list(DirectoryEntry.objects.order_by("pk").values())
    load_content()
    assert list(DirectoryEntry.objects.order_by("pk").values()) == before


def test_a_number_that_left_the_content_is_no_longer_offered(content, organisation):
    fields = {"name": {"en": "Old"}, "what_for": {}, "opening_hours": {}, "verified_on": "2020-01-01"}
    DirectoryEntry.objects.create(country="HU", kind="emergency", phone="000", **fields)
    load_content()
    assert "000" not in numbers("HU")
    assert "000" not in {entry.phone for entry in DirectoryEntry.objects.offered_to(organisation)}

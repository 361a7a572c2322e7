"""The sentence instead of "not ours" and the card: whole in six languages whatever is missing, and nobody's name on it."""

import itertools
import re

import pypdfium2
import pytest
from django.test import Client

from boundaries.referrals import acts
from boundaries.referrals.card import card
from boundaries.referrals.snapshot import LANGUAGES, snapshot_of
from policies.directory.phrase import phrase, words, wrong_form
from supervision.referrals.printing import card_markup, card_pdf
from tests import stories
from tests.directory import service

WHOLE = {
    "kind": "service",
    "name": {"en": "Social office", "uk": "Соціальна служба"},
    "what_for": {"en": "Help at home"},
    "phone": "+36 1 555 01 01",
    "address": "1 Elm Street\nNorthfield.",
    "opening_hours": {"en": "Mon–Fri 08:00–16:30"},
    "specialist_name": "Dr. Ada Berg",
    "specialist_phone": "+36 1 555 01 02",
    "appointment": "by_phone",
    "procedure": {"en": "Ring.\nSomebody writes down what you need!"},
    "documents": [{"en": "Identity card"}, {"en": "A letter."}],
    "languages": ["hu", "uk"],
}
EMPTY = {
    "address": "", "specialist_name": "", "specialist_phone": " \u200b", "appointment": "none", "procedure": {}, "documents": [],
}  # fmt: skip
SUBSETS = [subset for size in range(len(EMPTY) + 1) for subset in itertools.combinations(EMPTY, size)]
HOSTILE = "<script>alert(1)</script>{name} %(x)s \u202e'\"&"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_is_whole_in_every_language_whatever_is_missing(language):
    for subset in SUBSETS:
        said = phrase(WHOLE | {name: EMPTY[name] for name in subset}, language)
        case = (language, subset, said)
        assert not re.search(r"[{}…]|  |\s[.,;:]|[:,;]\s*[.,;:]|[:,;]$|\.\.|[,;]\s*$|!\.|None", said), case
        assert said.endswith((".", "!", "?")), case
        assert WHOLE["phone"] in said, case
        assert ("Dr. Ada Berg" in said) == ("specialist_name" not in subset), case
        assert ("Identity card" in said) == ("documents" not in subset), case


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_clause_and_the_wrong_form(language):
    english, said = words()["en"], words()[language]
    for part in ("phrase", "card"):
        assert list(said[part]) == list(english[part])
        for name, text in english[part].items():
            assert re.findall(r"{(\w+)}", said[part][name]) == re.findall(r"{(\w+)}", text)
            assert language == "en" or said[part][name] != text
    assert wrong_form(language)


def test_what_the_entry_holds_is_never_read_as_a_place_to_fill():
    said = phrase(WHOLE | {"name": {"en": HOSTILE}, "address": "{phone}"}, "en")
    assert "{name}" in said
    assert "{phone}" in said


@pytest.fixture
def given(cara, sam, organisation, client_k):
    office = service(organisation, name={"en": "Social office", "uk": "Соціальна служба"}, phone="+36 1 555 01 01")
    incident = stories.answered(cara, by=sam, client=client_k)
    return acts.give(incident, cara, entry=office.pk, explained_procedure="yes", reason="Cara thinks K-031 needs it")


def of_anybody(incident):
    names = [incident.reporter.given_name, incident.reporter.family_name, "Sam", "Fekete"]
    return [*names, incident.reference, incident.client.code, incident.client.identity.family_name, str(incident.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_holds_the_place_and_nobodys_name(language, given, sam, cara):
    browser = Client()
    for person in (cara, sam):
        browser.force_login(person)
        page = browser.get(f"/referrals/{given.pk}/card/?language={language}").content.decode()
        body = page[page.index("<article") : page.index("</article>")]
        name = "Соціальна" if language == "uk" else "Social"
        for text in ("1 Elm Street, Northfield", "+36 1 555 01 01", "08:00–16:30", "Your identity card", name):
            assert text in body
        assert [name for name in of_anybody(given.incident) if name in page.split("<title>")[1].split("</title>")[0] + body] == []
    assert f'lang="{language}"' in body


@pytest.mark.django_db
def test_the_print_is_small_large_lettered_and_says_nothing_of_anybody(given, cara):
    browser = Client()
    browser.force_login(cara)
    answer = browser.get(f"/referrals/{given.pk}/card/card.pdf?language=uk")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert [name for name in of_anybody(given.incident) if name in answer["Content-Disposition"]] == []
    markup = card_markup(given.snapshot, "uk", "Northern Home Care")
    assert [name for name in of_anybody(given.incident) if name in markup] == []
    pdf = card_pdf(given.snapshot, "uk", "Northern Home Care")
    assert pdf == card_pdf(given.snapshot, "uk", "Northern Home Care") == answer.content
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        words = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
        about = " ".join(document.get_metadata_dict().values())
    assert (round(width), round(height)) == (298, 420)  # A6
    assert "Соціальна служба" in words
    assert "+36 1 555 01 01" in words
    assert [name for name in of_anybody(given.incident) if name in words + about] == []


@pytest.mark.django_db
def test_hostile_text_stays_text_on_page_and_in_print(organisation, cara):
    place = service(organisation, name={"en": HOSTILE}, address=HOSTILE * 20, procedure={"en": HOSTILE * 100})
    browser = Client()
    browser.force_login(cara)
    page = browser.get(f"/cards/{place.pk}/?language=en").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert card_pdf(snapshot_of(place), "en", HOSTILE).startswith(b"%PDF")


def test_the_card_speaks_the_clients_language_and_leaves_out_what_is_not_there():
    uk = card(WHOLE | EMPTY, "uk")
    assert (uk["title"], uk["name"]) == ("Куди можна звернутися", "Соціальна служба")
    assert [line["key"] for line in uk["lines"]] == ["what_for", "phone", "opening_hours", "languages"]
    assert uk["lines"][-1]["texts"] == ["magyar, українська"] or uk["lines"][-1]["texts"] == ["Magyar, Українська"]

"""The printed record: whole letters in six languages, fifteen titles, archival and accessible, the same each time."""

import json

import pypdfium2
import pytest

from accounts.models.organisation import LANGUAGES
from audit.door import perform, record
from supervision.exports.record import record_document
from supervision.exports.render import record_pdf, renderer
from supervision.models import Export
from tests import stories
from tests.supervision.reading import attached, findings, objects_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drawing")]
NOTES = "Řekla jsem „ne“; Őrült űr, Їжак ґанок, Щъркел, räksmörgås"


@pytest.fixture
def incident(cara, sam, lena, client_k):
    """A report that went the whole way: answered, escalated, decided, resolved, closed."""
    incident = stories.decided(cara, sam, lena, client=client_k, own_observations=NOTES)
    result = {"body": "This is the result.", "language": "en"}
    stories.measured(incident, sam)
    incident = perform(incident, "resolve", by=sam, message=result, **stories.RESULT)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(incident, cara)
    return perform(incident, "close", by=sam, reason="Finished together.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_letters_and_conformance_hold(incident, language):
    pdf = record_pdf(record_document(incident, language=language))
    text = text_of(pdf)
    titles = [clause.text(language)["title"] for clause in incident.protocol_version.clauses.all()]
    assert len(titles) == 15
    assert [title for title in titles if title not in text] == []
    assert NOTES in text
    assert incident.reference in text
    assert findings(pdf) == []


def test_equal_records_give_equal_bytes(incident):
    document = record_document(incident, language="cs")
    first = record_pdf(document)
    renderer().stop()
    assert record_pdf(record_document(incident, language="cs")) == first


def test_the_canonical_record_is_attached(incident):
    document = record_document(incident, language="uk")
    assert attached(record_pdf(document)) == json.loads(json.dumps(document))


def test_title_language_and_page_count_are_told(incident):
    pdf = record_pdf(record_document(incident, language="sv"))
    with pypdfium2.PdfDocument(pdf) as document:
        assert incident.reference in document.get_metadata_value("Title")
        pages = len(document)
    assert b"/Lang (sv)" in objects_of(pdf)
    assert f"page 1 of {pages}" in text_of(pdf) or f"1 av {pages}" in text_of(pdf)


def test_quotations_are_marked_with_their_language(incident):
    document = record_document(incident, language="cs")
    quotes = [block for section in document["sections"] for block in section["blocks"] if block["kind"] == "quote"]
    assert [quote["lang"] for quote in quotes] == ["hu"]
    assert "maďarsky" in quotes[0]["note"]
    assert b"/S /BlockQuote" in (objects := objects_of(record_pdf(document)))
    assert b"/Lang (hu)" in objects


def test_the_discomfort_note_is_for_those_who_answer(incident):
    answer = incident.answers.get(clause__answer_kind="discomfort")
    assert answer.note == "Note 8"
    hidden = record_pdf(record_document(incident, language="en"))
    assert "Note 8" not in text_of(hidden)
    assert "Note 8" not in json.dumps(attached(hidden))
    shown = record_pdf(record_document(incident, language="en", profile=Export.Profile.IDENTIFIED))
    assert "Note 8" in text_of(shown)


def test_columns_stand_under_each_other(incident):
    """The engine prints tab stops a little short; ours are put right, and values line up within a third of a point."""
    with pypdfium2.PdfDocument(record_pdf(record_document(incident, language="en"))) as document:
        words = document[0].get_textpage()
        found = [words.search(value, match_case=True).get_next()[0] for value in ("In person", "The client")]
        starts = [words.get_charbox(index)[0] for index in found]
    assert abs(starts[0] - starts[1]) < 0.3

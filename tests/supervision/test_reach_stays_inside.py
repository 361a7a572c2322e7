"""How a reporter may be reached safely is told to whoever answers her, and to no document, list or spreadsheet."""

import pytest
from django.test import Client as Browser

from boundaries import reach
from supervision.exports.record import canonical_json, record_document
from supervision.exports.render import record_pdf
from supervision.models import Export
from supervision.translating.texts import texts_of
from tests import stories
from tests.supervision.reading import text_of
from tests.supervision.translated import translate

pytestmark = pytest.mark.django_db
PLANTED, IN_ENGLISH = "Kékkapunálcsengess", "Bluegatering"


@pytest.fixture
def incident(cara, sam, lena):
    kept = reach.written(["never_home", "at_time"], PLANTED)
    return stories.answered(cara, by=sam, reach_safely=kept)


def telling(text):
    """What of it stands there."""
    words = [PLANTED, IN_ENGLISH, "never_home", *map(str, reach.CHOICES.values())]
    return [word for word in words if word != str(reach.CHOICES["as_usual"]) and word in text]


@pytest.mark.parametrize("profile", Export.Profile.values)
@pytest.mark.parametrize("language", ["en", "hu"])
def test_no_profile_of_the_record_tells_it(incident, profile, language):
    assert telling(canonical_json(record_document(incident, language=language, profile=profile)).decode()) == []


def test_the_printed_document_does_not_tell_it(incident, drawing):
    document = record_document(incident, language="en", profile=Export.Profile.IDENTIFIED)
    assert telling(text_of(record_pdf(document))) == []


def test_no_list_or_spreadsheet_tells_it(incident, rita, lena, sam):
    for person, address in (
        (rita, "/register/"), (rita, "/register.csv"), (lena, "/register.csv"), (lena, "/figures/response-times.csv"),
        (sam, "/queue/"), (lena, "/queue/"), (sam, "/notices/"),
    ):  # fmt: skip
        browser = Browser()
        browser.force_login(person)
        answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert telling(body.decode()) == [], address


def test_an_auditor_who_reads_without_names_does_not_learn_it(incident, rita):
    browser = Browser()
    browser.force_login(rita)
    page = browser.get(f"/incidents/{incident.reference}/").content.decode()
    assert incident.reference in page
    assert telling(page) == []


def test_only_her_own_words_are_translated_and_that_is_not_printed_either(incident, sam):
    body = next(text.body for text in texts_of(incident) if text.field == "reach_safely")
    assert body == PLANTED
    translate(incident, sam, "reach_safely", text=IN_ENGLISH)
    browser = Browser()
    browser.force_login(sam)
    page = browser.get(f"/incidents/{incident.reference}/answer/").content.decode()
    assert page.index(IN_ENGLISH) < page.index('name="body"')
    document = record_document(incident, language="en", profile=Export.Profile.IDENTIFIED)
    assert telling(canonical_json(document).decode()) == []

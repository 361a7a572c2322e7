"""A PDF at /verify/: genuine and current, superseded, altered or unknown; bounded, and without a word of content."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.door import record
from supervision.exports.store import folder, forget_records, stored_record
from tests import stories
from tests.supervision.pages import browser, in_english

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.DOORSTEP_VAR = tmp_path


@pytest.fixture
def handed_out(cara, sam, rita, client_k, drawing):
    """(incident, PDF) as Rita was given it."""
    incident = stories.answered(cara, sam, client=client_k)
    pdf, digest = stored_record(incident, language="en", profile="pseudonymised")
    record(incident, "export", by=rita, language="en", profile="pseudonymised", record_digest=digest)
    return incident, pdf


def compare(person, content, status=200):
    file = SimpleUploadedFile("record.pdf", content, "application/pdf")
    answer = browser(in_english(person)).post("/verify/", {"compare": "file", "document": file})
    assert answer.status_code == status
    return answer.content.decode()


def test_the_print_as_it_was_handed_out_is_genuine_and_current(handed_out, rita):
    incident, pdf = handed_out
    text = compare(rita, pdf)
    assert f"this is {incident.reference} as it stands now" in text
    assert stories.VERBATIM not in text


def test_a_record_that_went_on_is_told(handed_out, rita, sam):
    incident, pdf = handed_out
    record(incident, "answer", by=sam, kind="reply", body="More", language="en")
    assert "The record has gone on since" in compare(rita, pdf)


@pytest.mark.parametrize("at", [100, 2000, -600])
def test_one_byte_is_enough_to_be_altered(handed_out, rita, at):
    incident, pdf = handed_out
    changed = bytearray(pdf)
    changed[at] ^= 1
    text = compare(rita, bytes(changed))
    assert "It was altered" in text
    assert incident.reference in text


def test_something_appended_is_altered(handed_out, rita):
    assert "It was altered" in compare(rita, handed_out[1] + b"\n% one more line\n")


def test_a_print_whose_copy_is_gone_is_not_called_anything_else(handed_out, rita):
    incident, pdf = handed_out
    forget_records(incident)
    assert "have no copy left" in compare(rita, pdf)


def test_another_pdf_is_unknown(rita):
    assert "we know no such print" in compare(rita, b"%PDF-1.7\n/ID [<" + b"0" * 32 + b"><" + b"0" * 32 + b">]\n%%EOF")


def test_what_is_no_pdf_is_said(rita):
    assert "This file is no PDF" in compare(rita, b"PK\3\4")


def test_without_a_file_the_form_says_so(rita):
    answer = browser(in_english(rita)).post("/verify/", {"compare": "file"})
    assert "required" in answer.content.decode()


def test_one_out_of_sight_is_unknown_like_any_other(handed_out, olly):
    assert "we know no such print" in compare(olly, handed_out[1])


def test_whoever_is_named_learns_nothing(cara, sam, lena, rita, client_k, drawing):
    incident = stories.submitted(cara, client=client_k, named=[lena])
    pdf, digest = stored_record(incident, language="en", profile="pseudonymised")
    record(incident, "export", by=rita, language="en", profile="pseudonymised", record_digest=digest)
    text = compare(lena, pdf)
    assert "we know no such print" in text
    assert incident.reference not in text


def test_a_bomb_is_compared_and_not_opened(handed_out, rita):
    """A million objects, streams within streams: bytes like any other."""
    bomb = b"%PDF-1.7\n" + b"1 0 obj << /Length 99999999999 /Filter [/FlateDecode /FlateDecode] >> stream\n" * 100_000
    assert "we know no such print" in compare(rita, bomb)
    tail = handed_out[1][-2000:]
    assert "It was altered" in compare(rita, bomb + tail)


def test_a_file_beyond_the_limit_is_refused_before_it_is_kept(rita, settings):
    settings.UPLOAD_MOST_BYTES = 100_000
    compare(rita, b"%PDF-" + b"x" * 200_000, status=413)
    assert not folder().exists()

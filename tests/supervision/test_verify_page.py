"""Proof on demand: counts, findings, when it was last done, and whether a print is the record as it stands."""

import pytest

from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.exports.record import record_document
from supervision.exports.store import record_digest
from supervision.integrity import last_verification
from tests import stories
from tests.supervision.pages import page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(rita):
    rita.language = "en"
    rita.save()
    return rita


@pytest.mark.parametrize("name", ["cara", "sam", "petra", "ada"])
def test_it_is_for_those_who_use_the_register(cast, name):
    page(cast[name], "/verify/", status=403)
    send(cast[name], "/verify/", status=403)


def test_a_sound_organisation_is_told_so_and_it_is_remembered(cara, sam, rita):
    stories.closed(cara, sam)
    assert "not been verified" in page(rita, "/verify/")
    assert "Nothing was altered" in send(rita, "/verify/", status=200)
    verified = last_verification(rita.organisation)
    assert (verified.by, verified.findings) == (rita, 0)
    assert verified.events > 3
    assert "nothing was altered" in page(rita, "/register/")
    assert "nothing was altered" in page(rita, "/")


def test_the_check_itself_is_an_event_of_the_organisation(cara, rita):
    send(rita, "/verify/", status=200)
    event = AuditEvent.objects.get(chain=f"access:{rita.organisation_id}")
    assert (event.act, event.actor_id) == ("integrity_verified", rita.pk)
    assert "Nothing was altered" in send(rita, "/verify/", status=200)


def test_what_is_altered_is_named_without_content(cara, rita, monkeypatch):
    incident = stories.submitted(cara)
    monkeypatch.setattr(Incident, "content_of", lambda self, name: {"altered": True})
    text = send(rita, "/verify/", status=200)
    assert incident.reference in text
    assert stories.VERBATIM not in text
    monkeypatch.undo()
    assert last_verification(rita.organisation).findings > 0


def digits(incident, **options):
    return record_digest(record_document(incident, **options))


def test_a_print_of_today_is_recognised_in_every_language(cara, sam, rita):
    incident = stories.closed(cara, sam)
    for language in ("en", "cs", "uk"):
        spaced = " ".join(digits(incident, language=language)[at : at + 4] for at in (0, 4, 8))
        text = send(rita, "/verify/", status=200, reference=incident.reference.lower(), digits=spaced.upper())
        assert "as it stands now" in text, language


def test_a_print_from_before_is_told_apart_from_a_forgery(cara, sam, rita):
    from audit.door import record

    incident = stories.answered(cara, sam)
    old = digits(incident, language="en")
    record(incident, "export", by=rita, language="en", profile="pseudonymised", record_digest=old)
    record(incident, "answer", by=sam, kind="reply", body="More", language="en")
    assert "The record has gone on since" in send(rita, "/verify/", status=200, reference=incident.reference, digits=old)
    forged = send(rita, "/verify/", status=200, reference=incident.reference, digits="0123456789abcdef")
    assert "we know no such print" in forged


def test_a_record_out_of_sight_is_answered_like_none(cara, olly):
    incident = stories.submitted(cara)
    there = send(olly, "/verify/", status=200, reference=incident.reference, digits=digits(incident, language="en"))
    none = send(olly, "/verify/", status=200, reference="DS-2222-2222", digits="0123456789abcdef")
    assert "we know no such print" in there
    assert "we know no such print" in none


@pytest.mark.parametrize("fields", [{"reference": "", "digits": ""}, {"reference": "DS-2222-2222", "digits": "12 zz"}])
def test_digits_without_sense_are_a_message(rita, fields):
    assert 'id="errors"' in send(rita, "/verify/", status=200, **fields)

"""The page of what may be due outside, what stands beside the record, in its document, and what its reporter is told."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.door import record
from boundaries.models import ExternalDuty
from supervision.exports.record import canonical_json, record_document
from supervision.models import Export
from tests import stories
from tests.supervision.pages import browser, in_english, page, send

pytestmark = pytest.mark.django_db
ACT = "decide_external_duty"


@pytest.fixture
def grave(cara, sam, lena, client_k, organisation):
    organisation.country = "SE"
    organisation.save()
    in_english(lena)
    return stories.submitted(cara, client=client_k, event="theft_or_exploitation")


def address(incident):
    return f"/incidents/{incident.reference}/duties/"


def test_the_page_says_what_may_be_due_from_where_and_sends_nothing(grave, lena):
    shown = page(lena, address(grave))
    assert shown.count("<h1>") == 1
    for words in ("Nothing is sent by this page", "Lex Sarah: notice to IVO", "seen in the source", "Edition 2026-11"):
        assert words in shown
    assert "Care Quality" not in shown


def test_a_decision_by_the_form_and_what_is_missing(grave, lena):
    shown = send(lena, address(grave), 200, duty="lex-sarah-ivo", decision="given")
    assert shown.count("Say to whom and when it was given.") >= 2
    assert "Say why it is not due." in send(lena, address(grave), 200, duty="lex-sarah-ivo", decision="not_due")
    later = (timezone.now() + datetime.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    unseen = {"duty": "lex-sarah-ivo", "decision": "given", "given_to": "\u200b", "given_at": "2026-01-02T10:00"}
    assert "Say to whom and when" in send(lena, address(grave), 200, **unseen)
    future = {"duty": "lex-sarah-ivo", "decision": "given", "given_to": "IVO", "given_at": later}
    assert "lies in the future" in send(lena, address(grave), 200, **future)
    send(lena, address(grave), 200, duty="cqc-18", decision="planned")
    assert not ExternalDuty.objects.exists()
    send(lena, address(grave), duty="lex-sarah-ivo", decision="planned", reason="<script>alert(1)</script>")
    shown = page(lena, address(grave))
    assert "Planned, still open" in shown
    assert "<script>alert(1)" not in shown


def test_beside_the_record_stands_what_is_open(grave, lena, sam):
    beside = page(lena, f"/incidents/{grave.reference}/")
    assert "A notice to somebody outside may be due" in beside
    assert "2 are not decided yet" in beside
    record(grave, ACT, by=lena, duty="lex-sarah-ivo", decision="planned")
    assert "Planned, still open" in page(lena, f"/incidents/{grave.reference}/")


def test_the_reporter_reads_that_it_was_noted_and_no_more(grave, cara, lena):
    in_english(cara)
    record(grave, ACT, by=lena, duty="lex-sarah-ivo", decision="not_due", reason="No harm was done to anybody")
    shown = page(cara, f"/incidents/{grave.reference}/")
    assert "noted whether somebody outside has to be told" in shown
    for word in ("Lex Sarah", "No harm", "Not due", "/duties/"):
        assert word not in shown
    page(cara, address(grave), status=403)
    document = canonical_json(record_document(grave, language="en", profile=Export.Profile.REPORTER)).decode()
    assert "Lex Sarah" not in document
    assert "No harm" not in document


def test_the_document_tells_it_masked_without_names(grave, cara, lena):
    at = timezone.now() - datetime.timedelta(minutes=1)
    words = {"given_to": "IVO, for Ilona Szabó", "external_reference": "IVO-77", "reason": "Cara Halász was hurt"}
    record(grave, ACT, by=lena, duty="lex-sarah-ivo", decision="given", given_at=at, **words)
    masked = canonical_json(record_document(grave, language="en", profile=Export.Profile.PSEUDONYMISED)).decode()
    assert "Lex Sarah: notice to IVO: Given" in masked
    for name in ("Szabó", "Halász", "IVO-77"):
        assert name not in masked
    assert "IVO-77" in canonical_json(record_document(grave, language="sv", profile=Export.Profile.IDENTIFIED)).decode()


def test_walls_and_other_organisations(cara, sam, lena, tom, rita, olly, client_k):
    incident = stories.submitted(cara, client=client_k, event="theft_or_exploitation", named=[tom])
    for person, status in ((tom, 404), (olly, 404), (rita, 403)):
        page(person, address(incident), status=status)
        send(person, address(incident), status, duty="hu-contracts", decision="planned")
    assert not ExternalDuty.objects.exists()


def test_many_decisions_ask_as_often_as_few(grave, lena):
    counts = []
    for more in (1, 6):
        for _again in range(more):
            record(grave, ACT, by=lena, duty="lex-sarah-ivo", decision="planned")
        visitor = browser(lena)
        pages = (address(grave), f"/incidents/{grave.reference}/")
        for where in pages:
            visitor.get(where)
        for where in pages:
            with CaptureQueriesContext(connection) as asked:
                visitor.get(where)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]

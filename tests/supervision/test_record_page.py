"""The record as a file: who may, which names, what is recorded, what happens when it cannot be drawn."""

import pytest

from audit.models import AuditEvent
from supervision.exports.render import CannotRender
from supervision.models import Export
from tests import stories
from tests.supervision.pages import address, browser, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch):
    """Documents that were asked for; drawing them is tested elsewhere."""
    asked = []

    def stored(incident, *, language, profile):
        asked.append((language, profile))
        return b"%PDF-1.7", "ab" * 32

    monkeypatch.setattr("supervision.views.record.stored_record", stored)
    return asked


def file_of(incident):
    return f"/incidents/{incident.reference}/record.pdf"


def test_the_file_is_an_attachment_named_by_its_reference(cara, sam, rita, printed):
    incident = stories.answered(cara, sam)
    answer = browser(rita).get(file_of(incident) + "?language=cs&profile=pseudonymised")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{incident.reference}.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert printed == [("cs", "pseudonymised")]


def test_every_export_is_recorded_with_its_digest(cara, sam, rita, printed):
    incident = stories.answered(cara, sam)
    browser(rita).get(file_of(incident))
    export = Export.objects.get()
    assert (export.incident, export.requested_by, export.record_digest) == (incident, rita, "ab" * 32)
    event = AuditEvent.objects.get(chain=f"access:{incident.pk}", act="record_exported")
    assert event.actor_id == rita.pk
    assert incident.reference in page(rita, "/")


def test_nothing_is_handed_out_when_its_event_cannot_be_written(cara, rita, printed, monkeypatch):
    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    incident = stories.submitted(cara)
    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        browser(rita).get(file_of(incident))
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("cara", 200), ("sam", 200), ("lena", 200), ("rita", 200), ("petra", 403), ("ada", 403), ("olly", 404)]
)
def test_who_may_export(cast, printed, name, status):
    incident = stories.submitted(cast["cara"])
    assert browser(cast[name]).get(file_of(incident)).status_code == status


def test_names_need_a_right_a_reason_and_a_form(cara, sam, rita, printed):
    incident = stories.submitted(cara)
    assert browser(sam).get(file_of(incident) + "?profile=identified").status_code == 403
    assert send(sam, file_of(incident), status=400, language="en", profile="identified")
    send(rita, file_of(incident), status=403, language="en", profile="identified", reason="I want to know")
    assert printed == []
    answer = browser(sam).post(file_of(incident), {"language": "en", "profile": "identified", "reason": "For the court"})
    assert answer.status_code == 200
    assert printed == [("en", "identified")]
    assert Export.objects.get().reason == "For the court"


@pytest.mark.parametrize("query", ["?language=xx", "?profile=all", "?language=en&profile="])
def test_a_choice_that_nobody_offered_is_a_message(cara, rita, printed, query):
    assert browser(rita).get(file_of(stories.submitted(cara)) + query).status_code == 400


@pytest.mark.parametrize("code", ["too_long", "unavailable", "failed"])
def test_what_cannot_be_drawn_is_said_and_nothing_is_recorded(cara, rita, monkeypatch, code):
    def fails(incident, **options):
        raise CannotRender(code)

    monkeypatch.setattr("supervision.views.record.stored_record", fails)
    answer = browser(rita).get(file_of(stories.submitted(cara)))
    assert answer.status_code == 503
    assert not Export.objects.exists()


def test_the_reporter_gets_her_own_copy_whatever_she_asks_for(cara, printed):
    incident = stories.submitted(cara)
    browser(cara).get(file_of(incident) + "?profile=pseudonymised")
    assert printed == [("hu", "reporter")]


def test_the_choice_offers_names_only_to_whoever_may(cara, sam, rita):
    incident = stories.submitted(cara)
    assert 'value="identified"' in page(sam, address(incident, "export"))
    assert 'value="identified"' not in page(rita, address(incident, "export"))

"""What leaves a session: a neutral line in a calendar, the shared part as a PDF, and what a program is told."""

import pypdfium2
import pytest

from audit.door import record
from audit.models import AuditEvent
from supervision.absences import feed
from supervision.sessions.document import session_pdf, shared_part
from tests import stories
from tests.supervision import sitting
from tests.supervision.asking import get, post
from tests.supervision.pages import browser, in_english, page
from tests.supervision.test_calendar_feed import fetched, parsed

pytestmark = pytest.mark.django_db
API = "/api/v1/supervision-sessions/"


def test_the_calendar_has_a_neutral_line_and_nothing_else(cara, sam):
    incident = stories.submitted(cara)
    row = sitting.planned(sam, cara, incidents=[incident])
    body = fetched(feed.new_secret(sam))
    [event] = parsed(body)
    assert event["SUMMARY"] == "Meeting"
    for word in ("cara", "supervis", "room 2", incident.reference.lower()):
        assert word not in body.decode().lower()
    record(row, "call_off_session", by=sam, reason="Ill")
    assert parsed(fetched(feed.new_secret(sam))) == []


def test_moving_it_moves_its_line(cara, sam, time_machine):
    row = sitting.planned(sam, cara)
    secret = feed.new_secret(sam)
    [before] = parsed(fetched(secret))
    record(row, "move_session", by=sam, starts_at=row.starts_at + sitting.DAY, place="")
    [after] = parsed(fetched(secret))
    assert after["UID"] == before["UID"]
    assert after["DTSTART"] > before["DTSTART"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def text_of(pdf) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_the_shared_part_with_the_confirmations_of_both_prints_in_the_readers_language(cara, sam):
    row = sitting.written(sitting.planned(sam, cara))
    sitting.agreed(row, cara, text="Say no at the door")
    row = sitting.confirmed(row)
    browser(sam).post(f"/supervision-sessions/{row.pk}/private/", {"text": "She seems tired."})
    said = text_of(session_pdf(row, in_english(sam)))
    for words in (sitting.NOTES, "Say no at the door", "Confirmed by", "Cara Halász", "Sam Fekete", "Thank you."):
        assert words in said
    assert "tired" not in said
    assert AuditEvent.objects.filter(chain=f"access:{row.pk}", act="session_printed", actor_id=sam.pk).count() == 1


def test_it_prints_only_when_everybody_has_confirmed(cara, sam):
    row = sitting.offered(sitting.planned(sam, cara))
    page(sam, f"/supervision-sessions/{row.pk}/shared.pdf", 409)


def test_a_record_prints_only_for_whom_it_is_to_see(cara, sam, organisation, team):
    from tests.cast import make_person

    nora = make_person(organisation, team, "Nora Field", "caregiver")
    incident = stories.answered(nora, sam)
    row = sitting.confirmed(sitting.planned(sam, cara, incidents=[incident]))
    assert incident.reference in str(shared_part(row, sam))
    assert incident.reference not in str(shared_part(row, cara))


def test_a_program_plans_reads_and_confirms(cara, sam, lena, olly):
    day = sitting.timezone.now() + 3 * sitting.DAY
    fields = {"people": [str(cara.pk)], "starts_on": day.date().isoformat(), "starts_time": "10:00"}
    made = post(sam, API, 201, **fields)
    one = f"{API}{made['id']}/"
    assert made["standing"] == "planned"
    assert [row["id"] for row in get(cara, API)["results"]] == [made["id"]]
    assert get(lena, API)["results"] == []
    assert post(cara, f"{one}topic/", text="The nights")["topics"][0]["text"] == "The nights"
    post(sam, f"{one}notes/", shared_notes=sitting.NOTES)
    assert get(cara, one)["shared_notes"] == ""
    post(sam, f"{one}offer/")
    assert get(cara, one)["acts"] == ["topic", "confirm", "change"]
    assert post(cara, f"{one}confirm/")["standing"] == "confirmed"
    refused = post(cara, f"{one}confirm/", 409)
    assert refused["missing"][0]["code"] == "session_confirmed"


def test_a_program_is_refused_as_a_page_is(cara, sam, olly, rita):
    row = sitting.planned(sam, cara)
    one = f"{API}{row.pk}/"
    get(olly, one, 404)
    post(olly, f"{one}topic/", 404, text="?")
    get(rita, one, 403)
    post(cara, API, 403)
    post(cara, f"{one}notes/", 403, shared_notes="?")
    post(cara, f"{one}nonsense/", 404)
    post(sam, f"{one}offer/", 409)
    post(sam, API, 400, people=["\x00", "x"], incidents=["\x00"], starts_on="\x00", starts_time="x")
    fault = post(in_english(sam), API, 400, people=[str(sam.pk)], starts_on="2031-01-01", starts_time="10:00")
    assert fault["errors"]["people"] == ["Nobody sits in supervision with herself."]
    browser(sam).post(f"/supervision-sessions/{row.pk}/private/", {"text": "She seems tired."})
    assert "tired" not in str(get(sam, one))

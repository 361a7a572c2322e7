"""The register as a spreadsheet: words that nothing computes, real dates, recorded before it goes, bounded."""

import datetime
import io
import zipfile
import zoneinfo
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from supervision import register_sheet
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import browser, in_english

pytestmark = pytest.mark.django_db
ADDRESSES = ("/register.xlsx", "/api/v1/register.xlsx")
EVERYWHERE = pytest.mark.parametrize("address", ADDRESSES)
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BEGINNING = datetime.datetime(1899, 12, 30)


@pytest.fixture
def rita(rita):
    return in_english(rita)


def taken(person, address, **query):
    answer = browser(person).get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer, zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def cells(book):
    """{(row, column): (type, value)} of its one sheet, with words as they are read."""
    found = {}
    for row in ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{X}row"):
        for cell in row.iter(f"{X}c"):
            assert cell.find(f"{X}f") is None, "a formula"
            words = "".join(part.text or "" for part in cell.iter(f"{X}t"))
            value = cell.find(f"{X}v")
            column = ord(cell.get("r").rstrip("0123456789")) - ord("A")
            found[int(row.get("r")), column] = (cell.get("t") or "n", words if value is None else value.text)
    return found


def row_of(book, number):
    return [value for (row, _column), (_kind, value) in sorted(cells(book).items()) if row == number]


def events(person):
    return AuditEvent.objects.filter(chain=f"access:{person.organisation_id}", act="register_exported")


@EVERYWHERE
@pytest.mark.parametrize(("name", "status"), [("lena", 200), ("cara", 403), ("sam", 403), ("petra", 403), ("ada", 403)])
def test_it_is_for_auditors_and_leads(cast, address, name, status):
    answer = browser(cast[name]).get(address)
    assert answer.status_code == status
    answer.close()


@EVERYWHERE
def test_it_holds_what_the_table_holds_with_dates_as_dates_and_no_name(cara, sam, rita, client_k, address):
    incident = stories.closed(cara, sam, client=client_k)
    answer, book = taken(rita, address)
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"] == 'attachment; filename="register.xlsx"'
    assert "sandbox" in answer["Content-Security-Policy"]
    heads = ["Reported", "Reference", "What happened", "Team", "Client", "Reporter", "Written down", "Status", "Outcome",
             "Safety concern"]  # fmt: skip
    assert row_of(book, 1) == heads
    table = cells(book)
    assert [table[2, place][1] for place in (1, 3, 4, 5, 7)] == [incident.reference, "North", "K-031", "P-001", "Closed"]
    kind, days = table[2, 0]
    local = incident.submitted_at.astimezone(zoneinfo.ZoneInfo(rita.organisation.time_zone)).replace(tzinfo=None)
    assert kind == "n"
    assert abs(BEGINNING + datetime.timedelta(days=float(days)) - local) < datetime.timedelta(seconds=1)
    everything = b"".join(book.read(name) for name in book.namelist()).decode()
    assert [name for name in ("Cara", "Halász", "Fekete", "Szabó", "Mondja") if name in everything] == []


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=A1}", "https://example.com", "12", "=cmd|'/c calc'!A0"]
)
def test_whatever_a_cell_begins_with_it_is_words(cara, rita, team, name):
    team.name = name
    team.save()
    stories.submitted(cara)
    book = taken(rita, ADDRESSES[0])[1]
    kind, words = cells(book)[2, 3]
    assert kind in ("inlineStr", "s")
    assert words.strip() == name.strip()
    assert "hyperlink" not in book.read("xl/worksheets/sheet1.xml").decode()


@EVERYWHERE
def test_filters_words_and_columns_narrow_it(cara, sam, rita, address):
    closed = stories.closed(cara, sam, what_happened="Parasol")
    stories.submitted(cara, what_happened="Parasol")
    book = taken(rita, address, q="parasol", status="closed", columns="status")[1]
    assert row_of(book, 1) == ["Reference", "Status"]
    assert row_of(book, 2) == [closed.reference, "Closed"]
    assert row_of(book, 3) == []


@EVERYWHERE
def test_that_it_was_taken_is_recorded_with_its_kind(cara, rita, address):
    stories.submitted(cara)
    taken(rita, address, status="submitted")
    event = events(rita).get()
    assert (event.actor_id, event.data["filters"], event.data["format"]) == (rita.pk, {"status": "submitted"}, "xlsx")


def test_nothing_is_handed_out_when_that_cannot_be_written(cara, rita, monkeypatch):
    stories.submitted(cara)

    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        browser(rita).get(ADDRESSES[0])


def test_too_many_records_are_refused_with_the_way_out_and_leave_no_event(cara, rita, monkeypatch):
    monkeypatch.setattr(register_sheet, "MOST_ROWS", 1)
    for _ in range(2):
        stories.submitted(cara)
    answer = browser(rita).get(ADDRESSES[0], {"status": "submitted"}, follow=True)
    assert answer.redirect_chain == [("/register/?status=submitted", 302)]
    assert "A spreadsheet holds at most 1 records. Narrow it, or take the CSV." in answer.content.decode()
    assert "at most 1 records" in str(get(rita, ADDRESSES[1], expect=400))
    assert not events(rita).exists()


def test_walls_hold_and_another_organisation_is_not_in_it(cara, lena, olly):
    stories.submitted(cara, named=[lena])
    for person in (lena, olly):
        assert row_of(taken(person, ADDRESSES[0])[1], 2) == []


def test_a_long_one_loses_nothing_and_costs_no_query_for_a_row(cara, rita, monkeypatch):
    monkeypatch.setattr(register_sheet, "BATCH", 50)
    ritas, counts = browser(rita), []
    stories.submitted(cara)
    b"".join(ritas.get(ADDRESSES[0]).streaming_content)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            b"".join(ritas.get(ADDRESSES[0]).streaming_content)
        counts.append(len(queries))
        for _ in range(4):
            stories.submitted(cara)
    assert counts[0] == counts[1]
    monkeypatch.setattr(register_sheet, "BATCH", 2)
    book = taken(rita, ADDRESSES[0])[1]
    assert len({cells(book)[number, 1] for number in range(2, 11)}) == 9
    assert row_of(book, 11) == []


def test_the_page_offers_it_with_its_filters(cara, rita):
    stories.submitted(cara)
    text = browser(rita).get("/register/?status=submitted").content.decode()
    assert 'href="/register.xlsx?status=submitted"' in text

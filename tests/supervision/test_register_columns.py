"""Which columns the register shows: in the address, the same on the page and in both files, and said when unknown."""

import csv
import io

import pytest

from audit.models import AuditEvent
from supervision.register_rows import COLUMNS
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import browser, in_english, page

pytestmark = pytest.mark.django_db
FILES = ("/register.csv", "/api/v1/register.csv")


@pytest.fixture
def rita(rita):
    return in_english(rita)


def headings(text):
    head = text.partition("<thead>")[2].partition("</thead>")[0]
    return [cell.partition("</th>")[0] for cell in head.split('<th scope="col">')[1:]]


def table(person, address):
    content = b"".join(browser(person).get(address).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_without_a_choice_all_are_there(cara, rita):
    stories.submitted(cara)
    expected = ["Reported", "What happened", "Team", "Client", "Reporter", "Status", "Document"]
    assert headings(page(rita, "/register/")) == expected
    assert table(rita, FILES[0])[0] == [str(word) for word in COLUMNS.values()]


@pytest.mark.parametrize("query", ["columns=when,status", "columns=status&columns=when", "columns=status, when,reference"])
def test_the_chosen_ones_are_shown_with_the_reference_however_they_are_sent(cara, rita, query):
    row = stories.submitted(cara)
    text = page(rita, f"/register/?{query}")
    assert headings(text) == ["Reported", "Reference", "Status", "Document"]
    assert row.reference in text
    assert "P-001" not in text
    for address in FILES:
        rows = table(rita, f"{address}?{query}")
        assert rows[0] == ["Reported", "Reference", "Status"]
        assert rows[1][1:] == [row.reference, "Submitted"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("kind", ["What happened", "Document"]),
        ("filed,outcome", ["Reference", "Written down", "Outcome", "Document"]),
        ("team,client,safety", ["Reference", "Team", "Client", "Document"]),
        ("reporter", ["Reference", "Reporter", "Document"]),
    ],
)
def test_each_row_has_as_many_cells_as_there_are_headings(cara, rita, names, expected):
    stories.submitted(cara, safety_concern="yes")
    text = page(rita, f"/register/?columns={names}")
    assert headings(text) == expected
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<td") == len(expected)
    assert ("safety concern" in body) == ("safety" in names)


def test_the_choice_stays_in_the_links_and_its_boxes_are_ticked(cara, rita, monkeypatch):
    monkeypatch.setattr("supervision.register.PAGE", 1)
    for _ in range(2):
        stories.submitted(cara)
    answer = browser(rita).get("/register/?status=submitted&columns=status&columns=when")
    for name in ("next", "table", "sheet"):
        assert "status=submitted&columns=when%2Cstatus" in answer.context[name]
    text = answer.content.decode()
    boxes = [line for line in text.split("<input") if 'name="columns"' in line]
    assert len(boxes) == len(COLUMNS) - 1
    assert all('form="narrow"' in box for box in boxes)
    assert sorted(box.split('value="')[1].split('"')[0] for box in boxes if " checked" in box) == ["status", "when"]


def test_an_unknown_column_is_said_and_nothing_is_handed_out(cara, rita):
    stories.submitted(cara)
    address = "columns=when,shoe_size"
    assert "shoe_size is not one of the available choices" in page(rita, f"/register/?{address}")
    assert browser(rita).get(f"/register.csv?{address}").url == "/register/?columns=when%2Cshoe_size"
    assert browser(rita).get(f"/register.xlsx?{address}").status_code == 302
    for ending in ("csv", "xlsx"):
        assert list(get(rita, f"/api/v1/register.{ending}?{address}", expect=400)["errors"]) == ["columns"]
    assert not AuditEvent.objects.filter(act="register_exported").exists()


def test_the_record_of_an_export_names_the_columns_only_where_some_were_left_out(cara, rita):
    stories.submitted(cara)
    for query in ("", "?columns=when"):
        table(rita, f"{FILES[0]}{query}")
    told = [event.data for event in AuditEvent.objects.filter(act="register_exported").order_by("seq")]
    assert [data.get("columns") for data in told] == [None, ["when", "reference"]]
    assert [data["format"] for data in told] == ["csv", "csv"]

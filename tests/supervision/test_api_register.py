"""The auditor's part of the API, and the register as a table, from the page as well."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from boundaries.models import Incident
from supervision import register, register_file
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import browser, page

pytestmark = pytest.mark.django_db
REGISTER, VERIFY = "/api/v1/register/", "/api/v1/audit/verify/"
TABLES = ("/register.csv", "/api/v1/register.csv")
EVERY_TABLE = pytest.mark.parametrize("address", TABLES)
NAMES = ("Cara", "Halász", "Sam", "Fekete", "Szabó", "Mondja")


@pytest.fixture
def rita(rita):
    rita.language = "en"
    rita.save()
    return rita


def table(person, address, **query):
    answer = browser(person).get(address, query)
    assert answer.status_code == 200, answer.status_code
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return answer, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def taken(person):
    return AuditEvent.objects.filter(chain=f"access:{person.organisation_id}", act="register_exported")


@pytest.mark.parametrize("address", [REGISTER, VERIFY, "/api/v1/register.csv"])
@pytest.mark.parametrize("name", ["cara", "sam", "petra", "ada"])
def test_they_are_for_auditors_and_leads(cast, name, address):
    assert get(cast[name], address, expect=403)["code"] == "permission_denied"


def test_the_register_holds_every_sent_record_without_names(cara, sam, rita, client_k):
    incidents = [stories.closed(cara, sam, client=client_k), stories.submitted(cara, safety_concern="yes")]
    stories.draft(cara)
    told = get(rita, REGISTER)
    assert [row["reference"] for row in told["results"]] == [incident.reference for incident in incidents][::-1]
    assert told["count"] == {"count": 2, "more": False}
    row = told["results"][1]
    assert (row["status"], row["outcome"], row["client"], row["reporter"], row["team"]) == (
        "closed", "boundary_kept_declined", "K-031", "P-001", "North",
    )  # fmt: skip
    assert [name for name in NAMES if name in str(told)] == []


def test_walls_hold_and_another_organisation_is_not_in_it(cara, lena, olly):
    stories.submitted(cara, named=[lena])
    for person in (lena, olly):
        assert get(person, REGISTER)["results"] == []
        assert len(table(person, TABLES[1])[1]) == 1


def test_filters_narrow_it_and_a_wrong_one_is_said_by_field(cara, sam, rita):
    closed, urgent = stories.closed(cara, sam), stories.submitted(cara, safety_concern="unsure")
    for query, found in (({"status": "closed"}, closed), ({"safety": "yes"}, urgent)):
        assert [row["reference"] for row in get(rita, REGISTER, **query)["results"]] == [found.reference]
        assert [row[1] for row in table(rita, TABLES[0], **query)[1][1:]] == [found.reference]
    for query in ({"status": "mad"}, {"since": "yesterday"}, {"team": "x"}, {"after": "x"}):
        assert list(get(rita, REGISTER, expect=400, **query)["errors"]) == list(query)
    assert list(get(rita, TABLES[1], expect=400, kind="x")["errors"]) == ["kind"]


def test_its_pages_follow_each_other_newest_first(cara, rita, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 2)
    expected = [stories.submitted(cara).reference for _ in range(5)][::-1]
    found, place = [], REGISTER
    while place:
        told = get(rita, place)
        found += [row["reference"] for row in told["results"]]
        place = told["next"]
    assert found == expected


@pytest.mark.parametrize("address", [REGISTER, *TABLES])
def test_they_cost_the_same_queries_however_many_rows(cara, rita, address):
    ritas, counts = browser(rita), []
    stories.submitted(cara)
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            answer = ritas.get(address)
            if answer.streaming:
                b"".join(answer.streaming_content)
        counts.append(len(queries))
        for _ in range(4):
            stories.submitted(cara)
    assert counts[1] == counts[2]


@EVERY_TABLE
def test_the_table_is_a_file_in_the_readers_language_without_names(cara, sam, rita, client_k, address):
    incident = stories.closed(cara, sam, client=client_k)
    answer, rows = table(rita, address)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8", 'attachment; filename="register.csv"',
    )  # fmt: skip
    assert "sandbox" in answer["Content-Security-Policy"]
    assert rows[0][:3] == ["Reported", "Reference", "What happened"]
    assert (rows[1][1], rows[1][5]) == (incident.reference, "P-001")
    assert [name for name in NAMES if name in str(rows)] == []
    rita.language = "hu"
    rita.save()
    rows = table(rita, address)[1]
    assert rows[1][rows[0].index("Állapot")] == "Lezárva"


@EVERY_TABLE
def test_that_it_was_taken_is_recorded_with_its_filters(cara, rita, address):
    stories.submitted(cara)
    table(rita, address, status="submitted", since="2020-01-01")
    event = taken(rita).get()
    assert (event.actor_id, event.data["filters"]) == (rita.pk, {"since": "2020-01-01", "status": "submitted"})


def test_nothing_is_handed_out_when_that_cannot_be_written(cara, rita, monkeypatch):
    stories.submitted(cara)

    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        browser(rita).get(TABLES[0])


def test_a_long_table_is_written_part_by_part_and_loses_nothing(cara, rita, monkeypatch):
    monkeypatch.setattr(register_file, "BATCH", 2)
    expected = [stories.submitted(cara).reference for _ in range(5)][::-1]
    assert [row[1] for row in table(rita, TABLES[0])[1][1:]] == expected


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_computes_nothing_of_it(cara, rita, team, name):
    team.name = name
    team.save()
    stories.submitted(cara)
    assert table(rita, TABLES[0])[1][1][3] == f"'{name}"


def test_the_page_offers_the_table_with_its_filters(cara, rita):
    stories.submitted(cara)
    assert 'href="/register.csv?status=submitted"' in page(rita, "/register/?status=submitted")
    answer = browser(rita).get("/register.csv", {"status": "mad"})
    assert (answer.status_code, answer["Location"]) == (302, "/register/?status=mad")
    assert taken(rita).count() == 0


def test_a_sound_organisation_is_told_so_and_the_check_recorded(cara, sam, rita):
    stories.closed(cara, sam)
    told = get(rita, VERIFY)
    assert (told["is_sound"], told["findings"], told["findings_count"]) == (True, [], 0)
    assert told["events"] > 3
    event = AuditEvent.objects.get(chain=f"access:{rita.organisation_id}", act="integrity_verified")
    assert event.actor_id == rita.pk


def test_what_is_altered_is_named_without_content(cara, rita, monkeypatch):
    incident = stories.submitted(cara)
    monkeypatch.setattr(Incident, "content_of", lambda self, name: {"altered": True})
    told = get(rita, VERIFY)
    assert told["is_sound"] is False
    assert incident.reference in str(told["findings"])
    assert stories.VERBATIM not in str(told)

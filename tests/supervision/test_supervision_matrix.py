"""The supervision matrix: who reads it and by which names, what it counts, mandates, the file with its event."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audit.models import AuditEvent
from supervision.sessions import rules
from supervision.supervision_matrix import lines
from tests import stories
from tests.cast import make_person
from tests.supervision import sitting
from tests.supervision.asking import get
from tests.supervision.auditing import mandated
from tests.supervision.pages import browser, in_english, page

MATRIX, TABLE, API = "/register/supervision/", "/register/supervision.csv", "/api/v1/register/supervision/"
START = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
SECRETS = ("We spoke about", "Say no at the door", "Room 2")
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(organisation, team, cara, sam, tom, lena, rita, time_machine):
    """Four people in the north, two in the south: so few that the south tells who they are."""
    time_machine.move_to(START, tick=False)
    for person in (cara, sam, tom):
        person.created_at = START
        person.save()
    north = [make_person(organisation, team, f"{name} North", Role.CAREGIVER) for name in ("Abel", "Berta")]
    return {
        "cara": cara,
        "abel": north[0],
        "berta": north[1],
        "edit": make_person(organisation, tom.team, "Edit South", Role.CAREGIVER),
    }


@pytest.fixture
def ruled(staff, organisation, lena, time_machine):
    rules.set_rule(organisation, lena, **sitting.RULE)
    return time_machine


def table(person, address=TABLE):
    answer = browser(person).get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode().removeprefix("\ufeff"))))


def rows(person, **query):
    return {row["who"]: row for row in get(person, API, **query)["results"]}


def pseudonym(person):
    return person.profile.pseudonym


# -- who reads whom -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [("rita", 200), ("lena", 200), ("sam", 403), ("cara", 403), ("petra", 403), ("ada", 403)],
)
def test_it_is_for_those_who_read_the_register(cast, name, status):
    for address in (MATRIX, TABLE, API, "/api/v1/register/supervision.csv"):
        assert browser(cast[name]).get(address).status_code == status, address


def test_leads_read_names_of_everybody_who_works_with_clients_and_of_nobody_else(staff, lena, olly):
    assert set(rows(lena)) == {str(person) for person in staff.values()}
    assert rows(lena)[str(staff["edit"])]["team"] == "South"
    assert rows(olly) == {}
    staff["abel"].is_active = False
    staff["abel"].save()
    assert str(staff["abel"]) not in rows(lena)


def test_an_auditor_reads_pseudonyms_and_neither_team_nor_supervisor_where_few_work(staff, sam, tom, rita):
    found = rows(rita)
    assert set(found) == {pseudonym(person) for person in staff.values()}
    north, south = found[pseudonym(staff["cara"])], found[pseudonym(staff["edit"])]
    assert (north["team"], north["supervisor"]) == ("North", pseudonym(sam))
    assert (south["team"], south["supervisor"]) == ("", "")
    for told in (page(in_english(rita), MATRIX), str(table(rita))):
        names = [name for name in ("Halász", "Cara", "Abel", "Edit", "South", "Fekete", "Novák") if name in told]
        assert names == []


def test_an_auditor_cannot_narrow_to_a_team_that_is_not_told(staff, tom, team, rita, lena):
    south = str(tom.team.pk)
    get(rita, API, expect=400, team=south)
    assert set(rows(lena, team=south)) == {str(staff["edit"])}
    assert set(rows(rita, team=str(team.pk))) == {pseudonym(staff[name]) for name in ("cara", "abel", "berta")}


def test_a_supervisor_who_audits_as_well_reads_pseudonyms(staff, organisation):
    both = make_person(organisation, None, "Vera Both", Role.SUPERVISOR, Role.AUDITOR)
    assert set(rows(both)) == {pseudonym(person) for person in staff.values()}


def test_a_mandate_for_a_team_opens_its_rows_and_one_for_kinds_or_the_past_none(
    staff, team, tom, rita, lena, organisation
):
    mandated(rita, lena, teams=[str(team.pk)])
    assert set(rows(rita)) == {pseudonym(staff[name]) for name in ("cara", "abel", "berta")}
    for number, scope in enumerate(({"kinds": ["small_gift"]}, {"until": START - DAY}, {"teams": [str(tom.team.pk)]})):
        other = make_person(organisation, None, f"Vera{number} Auditor", Role.AUDITOR)
        mandated(other, lena, **scope)
        assert rows(other) == {}, scope


def test_a_small_team_stays_closed_beside_a_mandate_for_kinds_and_opens_unnamed_under_one_for_every_team(
    staff, tom, rita, lena
):
    mandated(rita, lena, teams=[str(tom.team.pk)])
    mandated(rita, lena, kinds=["small_gift"])
    assert rows(rita) == {}
    mandated(rita, lena)
    assert rows(rita)[pseudonym(staff["edit"])]["team"] == ""


def test_under_a_mandate_no_session_from_before_its_first_day_is_counted(ruled, staff, cara, sam, rita, lena):
    sitting.written(sitting.planned(sam, cara))
    ruled.move_to(START + 10 * DAY, tick=False)
    assert rows(rita)[pseudonym(cara)]["sessions"] == 1
    mandated(rita, lena, since=START + 5 * DAY)
    assert rows(rita)[pseudonym(cara)]["sessions"] == 0


def test_after_the_mandate_it_is_closed(staff, rita, lena, time_machine):
    mandated(rita, lena, days=1)
    time_machine.move_to(START + 2 * DAY)
    for address in (MATRIX, TABLE, API):
        assert browser(rita).get(address).status_code == 403, address


def test_the_register_and_the_auditors_home_lead_there(rita):
    assert f'href="{MATRIX}"' in page(rita, "/register/")
    assert f'href="{MATRIX}"' in page(rita, "/")


# -- what it says ---------------------------------------------------------------------------------------------------


def test_how_often_last_next_and_how_many_days_late(ruled, staff, cara, sam, lena):
    sitting.written(sitting.planned(sam, cara))
    row = rows(lena)[str(cara)]
    assert (row["every_weeks"], row["last_on"], row["due_on"], row["overdue_days"]) == (
        6,
        "2026-06-01",
        "2026-07-13",
        0,
    )
    ruled.move_to(START + 6 * WEEK + datetime.timedelta(hours=1), tick=False)
    assert rows(lena)[str(cara)]["overdue_days"] == 0  # the day is not over
    ruled.move_to(START + 6 * WEEK + 3 * DAY, tick=False)
    assert rows(lena)[str(cara)]["overdue_days"] == 3
    text = page(in_english(lena), f"{MATRIX}?team={cara.team.pk}")
    for words in ("every 6 weeks", "overdue", "3 days", str(sam)):
        assert words in text, words


def test_during_probation_it_is_agreed_closer_together(ruled, staff, cara, sam, lena, organisation):
    rules.set_probation(organisation, sam, person=cara, until_on=START.date() + 30 * DAY)
    row = rows(lena)[str(cara)]
    assert (row["every_weeks"], row["probation_until"], row["due_on"]) == (2, "2026-07-01", "2026-06-15")
    assert rows(lena)[str(staff["abel"])]["probation_until"] is None


def test_without_a_rule_nothing_is_due_and_the_page_says_so(staff, cara, lena):
    assert (rows(lena)[str(cara)]["every_weeks"], rows(lena)[str(cara)]["due_on"]) == (None, None)
    assert "No rule says yet how often people sit together." in page(in_english(lena), MATRIX)


def test_sessions_are_counted_in_whole_days_of_the_period(ruled, staff, cara, sam, lena):
    sitting.written(sitting.planned(sam, cara))
    sitting.planned(sam, cara)  # planned, and not held
    for query, number in (
        ({}, 1), ({"since": "2026-06-01", "until": "2026-06-01"}, 1), ({"since": "2026-06-02"}, 0), ({"until": "2026-05-31"}, 0),
    ):  # fmt: skip
        assert rows(lena, **query)[str(cara)]["sessions"] == number, query


def test_what_was_agreed_is_counted_and_never_told(ruled, staff, cara, sam, lena, rita):
    session = sitting.written(sitting.planned(sam, cara))
    sitting.agreed(session, cara, days=2)
    sitting.agreed(session, cara, days=20)
    sitting.agreed(session, sam, days=2)
    sitting.confirmed(session)
    assert (rows(lena)[str(cara)]["agreed_open"], rows(lena)[str(cara)]["agreed_overdue"]) == (2, 0)
    ruled.move_to(START + 3 * DAY, tick=False)
    assert (rows(rita)[pseudonym(cara)]["agreed_open"], rows(rita)[pseudonym(cara)]["agreed_overdue"]) == (2, 1)
    for told in (page(lena, MATRIX), page(rita, MATRIX), str(table(lena)), str(rows(rita))):
        assert [secret for secret in SECRETS if secret in told] == []


def test_what_is_due_after_an_event_follows_what_the_reader_may_know(ruled, staff, cara, lena, rita, organisation):
    ruled.move_to(START + DAY, tick=False)
    rules.set_rule(organisation, lena, **sitting.RULE | {"after_kinds": ["phone_number"]})
    ruled.move_to(START + 2 * DAY, tick=False)
    stories.submitted(cara, named=[rita])
    assert rows(lena)[str(cara)]["due_on"] == "2026-06-10"
    assert rows(rita)[pseudonym(cara)]["due_on"] != "2026-06-10"


def test_of_few_people_nothing_is_summed_and_small_numbers_are_not_told(staff, organisation, team, lena):
    assert "Everybody who works with clients, as it is today.</p>" in page(in_english(lena), MATRIX)
    make_person(organisation, team, "Dora North", Role.CAREGIVER)
    text = page(lena, MATRIX)
    assert "5 people" in text
    assert "overdue: 0" in text
    late = {"overdue_days": 3, "sessions": 2}
    assert lines.sums([late] * 4) == []
    assert lines.sums([late, *[{"overdue_days": 0, "sessions": 1}] * 4])[1:] == ["overdue: <5", "sessions held: 6"]


# -- filters and the file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["since=yesterday", "until=2026-13-01", "team=x"])
def test_a_filter_without_sense_is_a_message_and_no_failure(rita, query):
    assert 'id="errors"' in page(in_english(rita), f"{MATRIX}?{query}")
    assert browser(rita).get(f"{TABLE}?{query}").status_code == 302
    assert browser(rita).get(f"{API}?{query}").status_code == 400
    assert not AuditEvent.objects.filter(act="register_exported").exists()


def test_the_file_says_what_the_page_says_and_a_formula_stays_text(ruled, staff, cara, lena, organisation, team):
    team.name = "=North"
    team.save()
    row = next(row for row in table(in_english(lena)) if row["Who"] == str(cara))
    assert (row["Team"], row["Every how many weeks"], row["Due by"], row["Days overdue"]) == (
        "'=North",
        "6",
        "2026-07-13",
        "0",
    )


def test_taking_it_is_recorded(staff, rita):
    browser(rita).get(f"{TABLE}?since=2026-01-01")
    browser(rita).get("/api/v1/register/supervision.csv")
    kept = [event.data["filters"] for event in AuditEvent.objects.filter(act="register_exported")]
    assert sorted(kept, key=len, reverse=True) == [
        {"since": "2026-01-01", "list": "supervision", "file": "csv"},
        {"list": "supervision", "file": "csv"},
    ]


def test_it_costs_the_same_queries_however_many_people(ruled, staff, organisation, team, cara, sam, rita):
    ritas, counts = browser(rita), []
    sitting.agreed(sitting.written(sitting.planned(sam, cara)), cara)
    ritas.get(MATRIX)
    for size in (6, 0):
        with CaptureQueriesContext(connection) as queries:
            ritas.get(MATRIX)
        counts.append(len(queries))
        for number in range(size):
            person = make_person(organisation, team, f"Many{number} North", Role.CAREGIVER)
            sitting.agreed(sitting.written(sitting.planned(sam, person)), person)
    assert len(rows(rita)) == 10
    assert counts[0] == counts[1]

"""The calendar: who sees whom, the month in the address, and why somebody is away only for herself and leads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from supervision.absences import acts
from tests.cast import make_person
from tests.supervision.absent import away
from tests.supervision.pages import in_english, page


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)


def test_absence_in_calendar(sam, tom, lena):
    away(sam, tom, after=1)
    for person in (sam, tom, lena):
        shown = page(person, "/calendar/?month=2026-03")
        assert "Sam F." in shown
        assert "Tom N." in shown


def test_a_month_is_a_table_with_named_columns_and_the_days_in_order(sam):
    shown = page(sam, "/calendar/?month=2026-02")
    assert shown.count('scope="col"') == 7
    days = re.findall(r'<time datetime="([\d-]+)"', shown)
    assert (days[0], days[-1], len(days)) == ("2026-01-26", "2026-03-01", 35)
    assert "month=2026-01" in shown
    assert "month=2026-03" in shown
    assert "<caption" in shown


@pytest.mark.parametrize("text", ["", "2026-13", "0000-00", "soon", "9999-12", "2026-03'", "٢٠٢٦-٠٣", "2199-12"])
def test_a_month_that_cannot_be_is_the_present_one(sam, text):
    assert "March 2026" in page(sam, f"/calendar/?month={text}")


def test_in_each_square_whoever_is_away_that_day(sam, tom):
    away(sam, tom, after=1, days=2)
    shown = page(sam, "/calendar/")
    squares = re.findall(r"<td.*?</td>", shown, re.S)
    with_sam = [re.search(r'datetime="([\d-]+)"', square)[1] for square in squares if "Sam F." in square]
    assert with_sam == ["2026-03-03", "2026-03-04", "2026-03-05"]


def test_a_supervisor_sees_her_team_and_whom_she_stands_in_for_and_no_others(sam, tom, lena, organisation, team):
    mate = make_person(organisation, team, "Mia Mate", Role.SUPERVISOR)
    away(tom, mate)
    assert "Tom N." not in page(sam, "/calendar/")
    assert "Tom N." in page(mate, "/calendar/")
    assert "Tom N." in page(lena, "/calendar/")
    away(mate, sam, after=4)
    assert "Mia M." in page(sam, "/calendar/")


def test_nothing_is_seen_from_another_organisation(sam, olly):
    away(sam)
    assert "Sam" not in page(olly, "/calendar/").replace("Same", "")


@pytest.mark.parametrize(("name", "knows"), [("sam", True), ("lena", True), ("tom", False)])
def test_why_is_for_herself_and_the_leads(request, sam, tom, lena, name, knows):
    away(sam, tom, kind="sick")
    person = in_english(request.getfixturevalue(name))
    assert ('<span class="badge">Sick</span>' in page(person, "/calendar/")) is knows
    assert ("Sick" in page(person, "/calendar/")) is knows


def test_called_off_before_it_began_it_is_gone_and_ended_early_it_says_so(sam, tom, time_machine):
    acts.call_off(away(sam, tom, after=5), sam)
    assert "Sam F." not in page(sam, "/calendar/").split("</header>", 1)[1]
    early = away(sam, tom)
    time_machine.move_to("2026-03-03 09:00Z", tick=False)
    acts.call_off(early, sam)
    assert "back early" in page(sam, "/calendar/")


def test_the_page_asks_as_often_for_many_as_for_one(sam, tom, lena):
    counts = []
    for numbers in ([0], range(1, 12)):
        for number in numbers:
            away(sam, tom, after=number * 2, days=1)
        with CaptureQueriesContext(connection) as queries:
            page(lena, "/calendar/")
        counts.append(len(queries))
    assert counts[0] == counts[1]

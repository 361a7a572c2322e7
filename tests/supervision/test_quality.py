"""Quality of communication and outcome: two figures, of at least five people, that nobody can take apart."""

import csv
import datetime
import io
import itertools

import pytest

from audit.door import perform
from boundaries.models import Incident
from supervision.figures.chosen import FiguresFilter
from supervision.figures.quality import hidden_rows, quality
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import get
from tests.supervision.pages import browser, in_english, page

pytestmark = pytest.mark.django_db
ADDRESS, API = "/figures/response-times/", "/api/v1/figures/response-times/"
MARCH = datetime.datetime(2026, 3, 10, 8, tzinfo=datetime.UTC)
APRIL = datetime.datetime(2026, 4, 10, 8, tzinfo=datetime.UTC)


def figures(person, **query):
    form = FiguresFilter(query, user=person)
    assert form.is_valid(), form.errors
    return quality(person, form)


@pytest.fixture
def said(organisation, team, sam, time_machine):
    """A function: so many people of a team each say in March how it was; April then begins."""

    def tell(values, where=None, by=sam, outcome="no_further_action"):
        time_machine.move_to(MARCH, tick=False)
        for value in values:
            person = make_person(organisation, where or team, f"Nora{organisation.people.count()} Number", "caregiver")
            incident = stories.answered(person, by)
            message = {"body": "So", "language": "en"}
            stories.measured(incident, by)
            perform(incident, "resolve", by=by, message=message, **(stories.RESULT | {"outcome": outcome}))
            stories.say_how_it_was(incident, person, respected=value)
        time_machine.move_to(APRIL, tick=False)

    return tell


def test_quality_and_outcome_are_separate(said, lena):
    said([5, 5, 5, 4, 4])
    report = figures(lena)
    assert report["said"]["respected"] == {"answers": 5, "declined": 0, "mean_tenths": 46}
    assert report["solved"] == {"solved": 0, "other": 5, "share": 0}
    assert not {"score", "total", "overall"} & set(report)


def test_small_groups_are_suppressed(said, lena, rita):
    said([5, 5, 5, 5])
    for person in (lena, rita):
        report = figures(person)
        assert report["said"]["respected"] == {"answers": None, "declined": None, "mean_tenths": None}
        assert all(row["said"]["respected"]["mean_tenths"] is None for row in report["teams"])


def test_one_person_with_five_reports_is_one_person(cara, sam, lena, time_machine):
    time_machine.move_to(MARCH, tick=False)
    for _report in range(6):
        incident = stories.resolved(cara, sam)
        stories.say_how_it_was(incident, cara)
    time_machine.move_to(APRIL, tick=False)
    assert figures(lena)["said"]["respected"]["answers"] is None


def test_how_many_would_rather_not_say_stands_beside_the_answers(said, lena):
    said([5, 4, 3, 4, 5, None])
    assert figures(lena)["said"]["respected"] == {"answers": 5, "declined": 1, "mean_tenths": 42}
    assert figures(lena)["said"]["helpful"] == {"answers": None, "declined": None, "mean_tenths": None}


def test_her_last_word_counts_once(said, lena, time_machine):
    said([1, 5, 5, 5, 5])
    time_machine.move_to(MARCH + datetime.timedelta(hours=2), tick=False)
    incident = Incident.objects.get(observations__indicator="respected", observations__value=1)
    stories.say_how_it_was(incident, incident.reporter, respected=5)
    time_machine.move_to(APRIL, tick=False)
    assert figures(lena)["said"]["respected"] == {"answers": 5, "declined": 0, "mean_tenths": 50}


def test_a_month_is_counted_when_it_is_over(said, lena, time_machine):
    said([5, 5, 5, 5, 5])
    time_machine.move_to(MARCH + datetime.timedelta(days=3), tick=False)
    report = figures(lena)
    assert (report["month"], report["said"]["respected"]["answers"]) == ("2026-02", 0)


def test_a_small_team_cannot_be_computed_from_the_sum_and_the_other_team(said, tom, lena, rita):
    said([5, 5, 4, 4, 4, 4])
    said([1, 1], where=tom.profile.team, by=tom)
    report = figures(rita)
    assert report["said"]["respected"]["answers"] == 8
    assert {row["said"]["respected"]["answers"] for row in report["teams"]} == {None}
    of_north = next(row["key"] for row in report["teams"] if row["label"] == "North")
    assert [row["said"]["respected"]["answers"] for row in figures(lena, team=of_north)["teams"]] == [None]
    for first, last in itertools.product(range(1, 4), range(28, 32)):
        days = {"since": f"2026-03-{first:02d}", "until": f"2026-03-{last:02d}"}
        assert figures(lena, **days)["said"] == report["said"]


def test_what_is_left_of_a_sum_is_always_of_five_people_or_nothing():
    """Whoever takes the shown rows from the sum: never the figures of fewer than five, and never of one row alone."""
    for numbers in itertools.product(range(9), repeat=4):
        people = dict(enumerate(number for number in numbers if number))
        hidden = hidden_rows(people)
        small = [number for number in people.values() if number < 5]
        assert bool(hidden) == bool(small)
        if hidden and max(people.values()) >= 5:
            assert len(hidden) >= 2
            assert max(people[key] for key in hidden) >= 5


def test_no_name_and_no_person_stands_in_it(said, lena, rita, sam):
    said([5, 5, 5, 4, 4])
    for person in (lena, rita):
        in_english(person)
        text = page(person, ADDRESS)
        assert "Quality of communication" in text
        assert "4.6 · 5 · 0" in text
        for name in ("Nora", "Sam F", "P-0"):
            assert name not in text, name


def test_who_is_part_of_a_record_does_not_count_it(said, organisation, team, sam, time_machine, lena):
    said([5, 5, 5, 5])
    time_machine.move_to(MARCH, tick=False)
    person = make_person(organisation, team, "Nina Last", "caregiver")
    lead = make_person(organisation, None, "Una Part", "lead")
    incident = stories.answered(person, sam, named=[lead])
    message = {"body": "So", "language": "en"}
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message=message, **(stories.RESULT | {"outcome": "recorded_only"}))
    stories.say_how_it_was(incident, person)
    time_machine.move_to(APRIL, tick=False)
    assert figures(lena)["said"]["respected"]["answers"] == 5
    assert figures(lead)["said"]["respected"]["answers"] is None


def test_the_files_and_programs_say_the_same(said, lena, olly):
    said([5, 5, 5, 4, 4], outcome="policy_clarified")
    in_english(lena)
    rows = list(csv.reader(io.StringIO(browser(lena).get("/figures/response-times.csv").content.decode("utf-8-sig"))))
    assert ["North", "4.6 · 5 · 0", "4.0 · 5 · 0", "–"] in rows
    assert ["North", "100 %", "5", "0"] in rows
    answer = browser(lena).get("/figures/response-times.pdf")
    assert answer.status_code == 200
    told = get(lena, API)["quality"]
    assert told["said"]["respected"]["mean_tenths"] == 46
    assert told["solved"]["share"] == 100
    assert get(olly, API)["quality"]["said"]["respected"]["answers"] == 0


def test_small_numbers_of_results_are_hidden_from_who_does_not_read_the_records(said, rita, lena):
    said([5, 5, 5, 4, 4, 3, 3, 2])
    said([1, 1], outcome="policy_clarified")
    assert figures(lena)["solved"] == {"solved": 2, "other": 8, "share": 20}
    assert figures(rita)["solved"] == {"solved": "<5", "other": 8, "share": None}

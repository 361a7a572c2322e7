"""Response times: what fell due, what was kept, what was late for good and why; and who is not counted for whom."""

import datetime

import pytest
from django.utils import timezone

from audit.door import perform, record
from boundaries.models import Incident, NamedPerson
from supervision import clock
from supervision.figures.chosen import FiguresFilter
from supervision.figures.response_times import response_times
from supervision.models import Absence, Deadline
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import in_english, page

pytestmark = pytest.mark.django_db
ADDRESS, API = "/figures/response-times/", "/api/v1/figures/response-times/"
BEGIN = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def figures(person, **query):
    form = FiguresFilter(query, user=person)
    assert form.is_valid(), form.errors
    return response_times(person, form)


def row(report, table, key):
    rows = next(found["rows"] for found in report["tables"] if found["name"] == table)
    return next(found for found in rows if found["key"] == key)


def counts(found):
    return [found[state] for state in ("in_time", "late", "cancelled", "waiting")]


def pretend(incident, *, opened, due, met=None, breached=None, cancelled=None, kind="reply", owner=None):
    """An obligation with the times of our choice, so that many can be counted."""
    return Deadline.objects.create(
        organisation=incident.organisation, kind=kind, subject_type="test", subject_id=incident.pk, incident=incident,
        owner=owner, opened_at=opened, remind_at=opened, due_at=due, met_at=met, breached_at=breached,
        cancelled_at=cancelled,
    )  # fmt: skip


@pytest.fixture
def month(cara, sam, lena, team, time_machine):
    """Four reports on one morning: answered after 2 h and after 30 h, withdrawn, and still waiting."""
    time_machine.move_to(BEGIN, tick=False)
    quick, slow, gone, open_one = (stories.submitted(cara) for _ in range(4))
    time_machine.move_to(BEGIN + 2 * HOUR, tick=False)
    perform(quick, "acknowledge", by=sam, message=stories.message())
    perform(gone, "withdraw", by=cara, reason="Settled")
    time_machine.move_to(BEGIN + 24 * HOUR + datetime.timedelta(minutes=1), tick=False)
    clock.run()
    time_machine.move_to(BEGIN + 30 * HOUR, tick=False)
    perform(slow, "acknowledge", by=sam, message=stories.message())
    return {"quick": quick, "slow": slow, "gone": gone, "open": open_one}


def test_what_was_late_stays_late_when_it_is_answered_later(month, lena):
    report = figures(lena)
    assert counts(row(report, "kinds", "reply")) == [1, 2, 1, 0]
    assert report["sums"]["share"] == 33
    assert report["late_now"] == 1
    assert report["causes"][-1]["late"] == 2


def test_how_long_answers_took(month, lena, sam, cara, time_machine):
    report = figures(lena)
    assert (report["first_answer"]["median_minutes"], report["first_answer"]["slow_minutes"]) == (120, 1800)
    record(month["quick"], "write", by=cara, body="And?", language="en")
    time_machine.shift(datetime.timedelta(hours=20))
    record(month["quick"], "answer", by=sam, **stories.message())
    report = figures(lena)
    assert (report["first_answer"]["median_minutes"], report["per_message"]["median_minutes"]) == (120, 1200)


def test_teams_and_gravities_have_their_rows(month, lena, team):
    report = figures(lena)
    assert counts(row(report, "teams", str(team.pk))) == [1, 2, 1, 0]
    assert counts(row(report, "gravities", month["quick"].gravity)) == [1, 2, 1, 0]


def test_a_month_begins_and_ends_by_the_organisations_clock(cara, lena, team, time_machine):
    time_machine.move_to("2026-04-15 08:00Z", tick=False)
    incident = stories.submitted(cara)
    zone = datetime.timezone(datetime.timedelta(hours=1))  # Budapest on the last of February
    for due in (datetime.datetime(2026, 3, 1, 0, 0, tzinfo=zone), datetime.datetime(2026, 2, 28, 23, 59, tzinfo=zone)):
        pretend(incident, opened=due - 24 * HOUR, due=due, met=due - HOUR)
    assert sum(counts(figures(lena, month="2026-03")["sums"])) == 1
    assert sum(counts(figures(lena, month="2026-02")["sums"])) == 1
    assert sum(counts(figures(lena, since="2026-02-28", until="2026-03-01")["sums"])) == 2
    assert sum(counts(figures(lena, month="2026-03", team=str(team.pk))["sums"])) == 1


def test_why_something_was_late(cara, sam, lena, time_machine):
    time_machine.move_to(BEGIN, tick=False)
    incident, due = stories.submitted(cara), BEGIN - 10 * HOUR
    Absence.objects.create(
        organisation=sam.organisation, staff=sam, starts_at=due - HOUR, ends_at=due + HOUR, entered_by=sam
    )
    times = {"opened": due - 24 * HOUR, "due": due, "met": due + 5 * HOUR}
    soon, late = due + datetime.timedelta(seconds=30), due + 3 * HOUR
    pretend(incident, **times, breached=soon, owner=None)
    pretend(incident, **times, breached=soon, owner=sam)
    pretend(incident, **times, breached=late, owner=lena)
    pretend(incident, **times, owner=lena)  # answered late, before the clock came back
    pretend(incident, **times, breached=soon, owner=lena)
    report = figures(lena)
    assert {found["key"]: found["late"] for found in report["causes"]} == {"nobody": 1, "absent": 1, "clock": 2, "other": 1}
    assert report["sums"]["late"] == 5


def test_withdrawn_after_it_was_late_is_late(cara, lena, time_machine):
    time_machine.move_to(BEGIN, tick=False)
    incident, due = stories.submitted(cara), BEGIN - 10 * HOUR
    pretend(incident, opened=due - HOUR, due=due, cancelled=due + HOUR)
    pretend(incident, opened=due - HOUR, due=due, cancelled=due - HOUR)
    assert counts(figures(lena)["sums"]) == [0, 1, 1, 1]


def test_whoever_is_part_of_an_event_counts_nothing_of_it(month, lena):
    NamedPerson.objects.create(incident=month["slow"], user=lena)
    report = figures(lena)
    assert counts(row(report, "kinds", "reply")) == [1, 1, 1, 0]


def test_another_organisation_counts_for_nothing(month, olly):
    assert counts(figures(olly)["sums"]) == [0, 0, 0, 0]


def test_an_auditor_sees_no_small_numbers_and_chooses_among_months_only(month, rita, lena):
    assert set(FiguresFilter({}, user=rita).fields) == {"month"}
    assert set(FiguresFilter({}, user=lena).fields) == {"month", "since", "until", "team"}
    report = figures(rita)
    assert counts(row(report, "kinds", "reply")) == ["<5", "<5", "<5", 0]
    assert (report["sums"]["share"], report["late_now"], report["first_answer"]["median_minutes"]) == (None, "<5", None)
    text = page(rita, ADDRESS)
    assert "&lt;5" in text
    assert "33 %" in page(lena, ADDRESS)


def test_the_api_says_the_same(month, lena, rita):
    told = get(lena, API)
    assert counts(told["sums"]) == [1, 2, 1, 0]
    assert told["promise_hours"] == 24
    assert counts(get(rita, API)["sums"]) == ["<5", "<5", "<5", 0]
    assert list(get(lena, API, expect=400, month="2026-13")["errors"]) == ["month"]


@pytest.mark.parametrize("query", ["month=x", "since=2026-03-09&until=2026-03-01", "team=7", "since=1.1.1"])
def test_a_choice_that_nobody_offered_is_said_to_be_wrong(month, lena, query):
    text = page(in_english(lena), f"{ADDRESS}?{query}")
    assert 'class="fault"' in text or "The end lies before the beginning." in text
    assert page(lena, f"/figures/response-times.csv?{query}", status=302) == ""


def test_a_day_at_the_end_of_time_breaks_nothing(lena):
    assert sum(counts(figures(lena, since="0001-01-01", until="9999-12-31")["sums"])) == 0


def test_who_may_not_use_the_register_sees_no_figures(cara, sam, petra, ada):
    for person in (cara, sam, petra, ada):
        page(person, ADDRESS, status=403)


def test_a_promise_is_counted_for_itself(cara, sam, lena, time_machine):
    time_machine.move_to(BEGIN, tick=False)
    incident = stories.submitted(cara)
    soon = timezone.now() + 5 * HOUR
    perform(incident, "acknowledge", by=sam, message=stories.message(kind="holding", promised_at=soon))
    time_machine.move_to(BEGIN + 6 * HOUR, tick=False)
    clock.run()
    report = figures(lena)
    assert counts(row(report, "kinds", "reply")) == [1, 0, 0, 0]
    assert counts(row(report, "kinds", "promise")) == [0, 1, 0, 0]
    assert Incident.objects.get(pk=incident.pk).status == "acknowledged"

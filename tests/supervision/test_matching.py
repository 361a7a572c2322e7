"""Who fits best: wishes, languages, acquaintance and load, and who is never asked at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from boundaries.models import Incident
from supervision import assignment
from supervision.models import Assignment
from tests import stories
from tests.cast import make_person
from tests.supervision.matched import away, knowing, names, supervisor

pytestmark = pytest.mark.django_db


def current(incident):
    return incident.assignments.get(until=None)


@pytest.fixture
def oksana(team, sam):
    """Fulfils one wish of two."""
    return supervisor(team, "Oksana Melnyk", languages=["uk"], gender="woman")


def test_the_teams_own_supervisor_is_the_first_where_nothing_else_is_said(cara, sam, tom, lena):
    row = current(stories.submitted(cara))
    assert (row.user, row.basis, row.made_by, row.reason) == (sam, "team_supervisor", None, "")
    assert "team" in names(row.factors)


def test_preferences_are_honoured(cara, team, sam, lena):
    supervisor(team, "Una Woman", gender="woman")
    supervisor(team, "Uwe Writer", languages=["uk"], gender="man")
    both = supervisor(team, "Olha Both", languages=["uk"], gender="woman")
    knowing(cara, preferences={"gender": "woman", "languages": ["uk"]})
    row = current(stories.submitted(cara))
    assert (row.user, row.basis) == (both, "matched")
    assert {"wished_gender", "wished_language"} <= names(row.factors)


def test_report_content_enters_matching(cara, team, sam, client_k):
    knowing(sam, languages=["en"])
    writes = supervisor(team, "Hanna Nagy", languages=["hu"])
    assert stories.submitted(cara).assignee == writes  # Cara writes Hungarian
    knowing(sam, languages=["en", "hu"])
    assert stories.submitted(cara).assignee == sam
    knowing(writes, event_types=["small_gift"], background=["dementia"])
    knowing(cara, preferences={"background": ["dementia"]})
    assert stories.submitted(cara, event="small_gift").assignee == writes
    assert "speciality" in names(Assignment.objects.latest("since").factors)
    assert "speciality" not in names(current(stories.submitted(cara, event="phone_number")).factors)


def test_hoping_for_a_decision_speaks_for_who_may_decide(cara, team, sam):
    deciding = make_person(team.organisation, team, "Dora Decides", Role.SUPERVISOR, Role.LEAD)
    team.supervisor = None
    team.save()
    assert stories.submitted(cara, expectation="advice").assignee == sam  # equals stand in the order of their ids
    kim = make_person(team.organisation, team, "Kim Other", Role.CAREGIVER)
    row = current(stories.submitted(kim, expectation="decision"))
    assert (row.user, "decides" in names(row.factors)) == (deciding, True)


def test_who_knows_the_reporter_or_the_client_goes_on(cara, team, sam, client_k):
    team.supervisor = None
    team.save()
    first = stories.submitted(cara, client=client_k)
    assert first.assignee == sam
    other = supervisor(team, "Eva New")
    for _time in range(3):
        assert stories.submitted(cara).assignee == sam
    Incident.objects.filter(reporter=cara).update(assignee=other)
    row = current(stories.submitted(cara, client=client_k))
    assert row.user == other
    assert {"knows_reporter", "knows_client"} <= names(row.factors)


def test_behind_a_pseudonym_nobody_is_known_from_before(cara, team, sam):
    supervisor(team, "Eva New")
    stories.submitted(cara)
    hidden = stories.submitted(cara, behind_pseudonym=True)
    assert "knows_reporter" not in names(current(hidden).factors)
    Incident.objects.exclude(pk=hidden.pk).update(assignee=None)
    assert "knows_reporter" not in names(current(stories.submitted(cara)).factors)


def test_among_equals_whoever_has_fewer_open(cara, team, sam):
    team.supervisor = None
    team.save()
    other = supervisor(team, "Eva New")
    kim = make_person(team.organisation, team, "Kim Other", Role.CAREGIVER)
    assert stories.submitted(cara).assignee == sam
    row = current(stories.submitted(kim))
    assert row.user == other
    assert "load" not in names(row.factors)
    assert {"factor": "load", "weight": -1, "value": 1} in current(stories.submitted(cara)).factors


def test_whoever_has_enough_open_is_passed_over(cara, sam, lena):
    knowing(sam, max_open=1)
    assert stories.submitted(cara).assignee == sam
    assert stories.submitted(cara).assignee == lena


@pytest.mark.parametrize("gone", ["away", "named", "unwanted", "inactive"])
def test_absent_or_involved_never_matched(cara, sam, lena, oksana, gone):
    knowing(oksana, languages=["hu", "uk"])
    named = [oksana] if gone == "named" else []
    if gone == "away":
        away(oksana)
    if gone == "unwanted":
        knowing(cara, preferences={"not_users": [str(oksana.pk)]})
    if gone == "inactive":
        type(oksana).objects.filter(pk=oksana.pk).update(is_active=False)
    incident = stories.submitted(cara, named=named)
    assert incident.assignee == sam
    assert oksana not in [match.person for match in assignment.fitting(incident)]


def test_a_cover_stands_in_for_the_teams_supervisor(cara, sam, tom, lena):
    away(sam, cover=tom)
    row = current(stories.submitted(cara))
    assert (row.user, row.basis) == (tom, "cover")


def test_a_cover_who_is_part_of_it_does_not_stand_in(cara, sam, tom, lena):
    away(sam, cover=tom)
    assert stories.submitted(cara, named=[tom]).assignee == lena


def test_no_match_is_the_leads_with_the_clock_running(cara, sam, lena):
    away(sam)
    incident = stories.submitted(cara)
    assert (incident.assignee, current(incident).basis) == (lena, "team_lead")
    assert incident.due_at is not None
    assert [row.owner for row in incident.deadlines.open()] == [lena]


def test_where_nobody_fits_somebody_is_responsible_all_the_same(cara, sam, lena):
    for person in (sam, lena):
        away(person)
    incident = stories.submitted(cara)
    assert incident.assignee == sam
    assert not list(assignment.fitting(incident))


def test_who_is_wanted_though_away_comes_before_who_is_unwanted(cara, sam, lena):
    away(lena)
    knowing(cara, preferences={"not_users": [str(sam.pk)]})
    assert stories.submitted(cara).assignee == lena


def test_a_cover_of_a_lead_stands_in_for_a_kind_that_goes_to_safeguarding(cara, sam, lena, organisation):
    sage = make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    away(lena, cover=sage)
    assert stories.submitted(cara, event="rough_treatment").assignee == sage


def test_matching_is_deterministic(cara, team, sam, oksana):
    supervisor(team, "Eva New", languages=["uk", "hu"])
    found = [[match.person for match in assignment.turns(stories.submitted(cara))] for _time in range(3)]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) >= 3


def test_a_supervisor_of_whom_nothing_is_known_as_staff_still_answers(cara, sam, lena):
    sam.profile.delete()
    assert stories.submitted(cara).assignee == sam


def test_matching_costs_one_statement_for_a_team_with_one_supervisor(cara, sam, lena):
    stories.submitted(cara)
    incident = Incident.objects.select_related("event_type", "organisation").get(pk=stories.submitted(cara).pk)
    incident.assignee = None  # as it is while it is being sent
    with CaptureQueriesContext(connection) as asked:
        assert assignment.first_match(incident).person == sam
    tables = [query["sql"].split('"')[1] for query in asked.captured_queries]
    assert tables.count("accounts_team") == 1
    assert tables.count("accounts_staffprofile") == 1


def test_many_colleagues_cost_no_further_statement(cara, team, sam, lena):
    incident = stories.draft(cara)
    incident.team = team

    def statements():
        with CaptureQueriesContext(connection) as asked:
            list(assignment.turns(incident))
        return len(asked)

    supervisor(team, "Eva One")
    few = statements()
    for number in range(8):
        supervisor(team, f"Eva{number} Number")
        make_person(team.organisation, team, f"Cleo{number} Number", Role.CAREGIVER)
    assert statements() == few


def test_nobody_of_another_organisation_is_matched(cara, sam, olly, team):
    knowing(olly, languages=["hu"], team=team)
    assert stories.submitted(cara).assignee == sam

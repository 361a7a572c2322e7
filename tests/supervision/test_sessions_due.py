"""When a session is due: the rule in versions, the matrix, the clock's reminder, and that lateness reaches the lead."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.errors import NotPermitted
from audit.models import AuditEvent
from supervision import clock
from supervision.models import Deadline, Notice, SessionRule
from supervision.sessions import due, rules
from tests import stories
from tests.cast import make_person
from tests.supervision import sitting
from tests.supervision.pages import in_english, page, send

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
RULE, LIST = "/supervision-sessions/rule/", "/supervision-sessions/"
WEEK = datetime.timedelta(weeks=1)


@pytest.fixture
def ruled(organisation, cara, sam, lena, time_machine):
    time_machine.move_to(START, tick=False)
    rules.set_rule(organisation, lena, **sitting.RULE)
    return time_machine


def row_of(user, person):
    return next(row for row in due.matrix(user) if row.person == person)


def open_duties():
    return list(Deadline.objects.open().filter(kind="session"))


def test_a_rule_is_set_by_a_lead_in_versions_that_are_never_changed(cara, sam, lena, organisation):
    send(cara, RULE, status=403, every_weeks=4)
    send(sam, RULE, status=403, every_weeks=4)
    send(lena, RULE, every_weeks=4, probation_weeks="", after_days="")
    send(lena, RULE, every_weeks=6, probation_weeks=2, after_days="")
    send(lena, RULE, every_weeks=6, probation_weeks=2, after_days="")  # says nothing new
    assert [row.every_weeks for row in rules.versions(sam)] == [6, 4]
    assert SessionRule.of(organisation.pk).every_weeks == 6
    assert AuditEvent.objects.filter(act="session_rule_set").count() == 2


def test_a_rule_after_events_says_within_how_many_days(lena):
    said = send(in_english(lena), RULE, status=200, every_weeks="", after_gravities=["S2"])
    assert "Say within how many days." in said


def test_probation_is_set_for_one_s_own_team_alone(cara, sam, tom, organisation):
    day = timezone.now().date() + sitting.DAY
    with pytest.raises(NotPermitted):
        rules.set_probation(organisation, tom, person=cara, until_on=day)
    send(sam, RULE, person=cara.pk, until_on=day.isoformat())
    assert row_of(sam, cara).probation_until == day


def test_it_is_due_so_many_weeks_after_the_last_and_sooner_during_probation(ruled, cara, sam, organisation):
    assert row_of(sam, cara).due_at == max(START, cara.created_at) + 6 * WEEK
    sitting.written(sitting.planned(sam, cara))
    assert (row_of(sam, cara).last_at, row_of(sam, cara).due_at) == (START, START + 6 * WEEK)
    rules.set_probation(organisation, sam, person=cara, until_on=START.date() + 30 * sitting.DAY)
    assert (row_of(sam, cara).due_at, row_of(sam, cara).why) == (START + 2 * WEEK, "probation")
    ruled.move_to(START + 31 * sitting.DAY, tick=False)
    assert row_of(sam, cara).why == "regular"


def test_it_is_due_soon_after_an_event_unless_who_wrote_it_stays_behind_a_pseudonym(
    ruled, cara, sam, lena, organisation
):
    ruled.move_to(START + sitting.DAY / 24, tick=False)  # the newest version holds
    rules.set_rule(organisation, lena, **sitting.RULE | {"after_kinds": ["phone_number"]})
    ruled.move_to(START + sitting.DAY, tick=False)
    stories.submitted(cara, behind_pseudonym=True)
    assert row_of(sam, cara).why == "regular"
    stories.submitted(cara)
    assert (row_of(sam, cara).due_at, row_of(sam, cara).why) == (START + 8 * sitting.DAY, "event")
    sitting.written(sitting.planned(sam, cara))
    assert row_of(sam, cara).why == "regular"


def test_an_event_in_which_the_supervisor_is_named_tells_her_nothing(ruled, cara, sam, lena, organisation):
    ruled.move_to(START + sitting.DAY / 24, tick=False)  # the newest version holds
    rules.set_rule(organisation, lena, **sitting.RULE | {"after_kinds": ["phone_number"]})
    stories.submitted(cara, named=[sam])
    assert row_of(sam, cara).why == "regular"
    clock.run()
    assert open_duties() == []


def test_the_matrix_shows_last_next_planned_and_overdue(ruled, cara, sam, lena, tom):
    in_english(sam)
    assert "Cara Halász" in page(sam, LIST)
    sitting.planned(sam, cara)
    assert row_of(sam, cara).planned_at == START + 3 * sitting.DAY
    ruled.move_to(cara.created_at + 7 * WEEK, tick=False)
    assert row_of(sam, cara).is_overdue
    assert "overdue" in page(sam, LIST)
    assert {row.person for row in due.matrix(lena)} >= {cara, sam}
    assert due.matrix(tom) == []
    assert due.matrix(cara) == []


def test_it_takes_the_same_few_questions_for_many_people(ruled, cara, sam, team, organisation):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            due.matrix(sam)
        return len(queries)

    before = asked()
    for number in range(6):
        person = make_person(organisation, team, f"N{'abcdef'[number]} Field", "caregiver")
        sitting.written(sitting.planned(sam, person))
    assert asked() == before <= 8
    assert len(due.matrix(sam)) == 7


def test_the_supervisor_is_reminded_and_the_lead_hears_when_it_is_late(ruled, cara, sam, lena):
    day = row_of(sam, cara).due_at
    ruled.move_to(day - 20 * sitting.DAY, tick=False)
    clock.run()
    assert open_duties() == []
    ruled.move_to(day - 13 * sitting.DAY, tick=False)
    clock.run()
    clock.run()
    assert [(row.owner, row.due_at) for row in open_duties()] == [(sam, day)]
    ruled.move_to(day - sitting.DAY, tick=False)
    clock.run()
    assert Notice.objects.filter(user=sam, kind="session_due").count() == 1
    ruled.move_to(day + sitting.DAY, tick=False)
    clock.run()
    clock.run()
    late = Notice.objects.filter(kind="session_late").values_list("user", "settled_at")
    assert set(late) == {(sam.pk, None), (lena.pk, None)}
    assert len(late) == 2
    sitting.written(sitting.planned(sam, cara))
    assert open_duties() == []
    assert not Notice.objects.filter(kind__in=("session_late", "session_due"), settled_at=None).exists()


def test_another_rule_moves_what_is_owed(ruled, cara, sam, lena, organisation):
    ruled.move_to(row_of(sam, cara).due_at - sitting.DAY, tick=False)
    clock.run()
    assert len(open_duties()) == 1
    rules.set_rule(organisation, lena, **sitting.RULE | {"every_weeks": 30})
    clock.run()
    assert open_duties() == []


def test_whoever_promised_something_is_told_once_when_its_day_has_come(ruled, cara, sam):
    session = sitting.written(sitting.planned(sam, cara))
    sitting.agreed(session, cara, days=7)
    clock.run()
    assert not Notice.objects.filter(kind="session_agreement_due").exists()
    ruled.move_to(START + 7 * sitting.DAY, tick=False)
    clock.run()
    clock.run()
    notice = Notice.objects.get(kind="session_agreement_due")
    assert (notice.user, notice.address) == (cara, f"/supervision-sessions/{session.pk}/")


def test_without_a_rule_nothing_is_owed(cara, sam):
    clock.run()
    assert open_duties() == []
    assert row_of(sam, cara).due_at is None
    assert "No rule says yet" in page(in_english(sam), LIST)

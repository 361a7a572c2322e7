"""Whatever people enter, call off and write, and however the time jumps: after a pass nobody absent owes anything."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries.models import Access, Incident
from supervision import clock, presence
from supervision.absences import acts
from supervision.models import Absence, Deadline
from tests import stories
from tests.cast import make_person
from tests.supervision.absent import everything_is_owed_by_somebody_present

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
WHO = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("away"), WHO, st.one_of(st.none(), WHO), st.integers(0, 48), st.integers(1, 72)),
    st.tuples(st.just("call_off"), st.integers(0, 5)),
    st.tuples(st.just("report"), st.booleans()),
    st.tuples(st.just("write"), st.integers(0, 5)),
    st.tuples(st.just("answer"), st.integers(0, 5), WHO),
    st.tuples(st.just("leave"), st.integers(0, 1)),
    st.tuples(st.just("time"), st.sampled_from([1, 7, 24, 24 * 8])),
    st.just(("pass",)),
)
REFUSALS = (ValidationError, NotNow, NotPermitted)


class Days:
    """A service of three supervisors and a lead, in which people come and go."""

    def __init__(self, cara, people, move):
        self.cara, self.people, self.move = cara, people, move
        self.now = START

    def away(self, who, cover, after, hours):
        staff, starts_at = self.people[who], self.now + datetime.timedelta(hours=after)
        stand_in = None if cover is None else self.people[cover]
        times = {"starts_at": starts_at, "ends_at": starts_at + datetime.timedelta(hours=hours)}
        acts.enter(staff.organisation, staff, staff=staff, cover=stand_in, **times)

    def call_off(self, number):
        rows = list(Absence.objects.select_related("staff", "organisation").order_by("pk"))
        if rows:
            row = rows[number % len(rows)]
            acts.call_off(row, row.staff)

    def report(self, names):
        stories.submitted(self.cara, named=[self.people[1]] if names else [])

    def write(self, number):
        if incident := self.one(number):
            record(incident, "write", by=self.cara, body="Are you there?", language="en")

    def answer(self, number, who):
        if incident := self.one(number):
            record(incident, "answer", by=self.people[who], **stories.message())

    def leave(self, who):
        person = self.people[who]
        person.is_active = False
        person.save()

    def time(self, hours):
        self.now += datetime.timedelta(hours=hours)
        self.move(self.now)

    def one(self, number):
        rows = list(Incident.objects.sent().order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def do(self, step):
        try:
            with transaction.atomic():
                getattr(self, "rang" if step[0] == "pass" else step[0])(*step[1:])
        except REFUSALS:
            pass

    def rang(self):
        done = clock.run()
        assert done.failed == []


def nobody_walled_off_is_let_in():
    return not Access.objects.filter(incident__named__user=F("user")).exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, max_size=14))
def test_after_a_pass_nobody_absent_owes_anything(steps, cara, sam, tom, lena, organisation, team, time_machine):
    with transaction.atomic():
        time_machine.move_to(START, tick=False)
        eva = make_person(organisation, team, "Eva Dvo", "supervisor")
        days = Days(cara, [sam, tom, eva, lena], lambda moment: time_machine.move_to(moment, tick=False))
        for step in [("report", False), *steps, ("pass",)]:
            days.do(step)
        days.rang()
        note(str(steps))
        assert_it_holds(lena)
        transaction.set_rollback(True)
    for person in (sam, tom):
        person.is_active = True


def assert_it_holds(lena):
    open_kinds = list(Deadline.objects.open().values_list("incident", "kind"))
    assert len(open_kinds) == len(set(open_kinds))
    assert nobody_walled_off_is_let_in()
    assert everything_is_owed_by_somebody_present() or nobody_is_there(lena)
    assert clock.run() == clock.Pass()


def nobody_is_there(lena):
    """Where everybody who may answer is away at once, it stays with whoever had it."""
    return presence.is_away(lena)

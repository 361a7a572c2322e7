"""Two clocks, or eight, at the same moment: each reminder, breach and escalation still happens once."""

import datetime

import pytest

from audit.door import perform
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Incident
from supervision import clock
from supervision.models import Deadline
from tests import stories

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)


def count(act):
    return AuditEvent.objects.filter(act=act).count()


@pytest.mark.parametrize("clocks", [2, 8])
def test_each_thing_happens_once_however_many_clocks_run(people, all_at_once, time_machine, clocks):
    time_machine.move_to(START, tick=False)
    for _ in range(2):
        stories.submitted(people.cara)
        stories.submitted(people.cara, safety_concern="yes")
    time_machine.move_to(START + datetime.timedelta(hours=19), tick=False)
    passes = all_at_once([clock.run] * clocks)
    assert [done for done in passes if isinstance(done, Exception) or done.failed] == []
    assert sum(len(done.rows("marked late")) for done in passes) == count("deadline_breached") == 2
    assert sum(len(done.rows("reminded")) for done in passes) == count("deadline_reminded") == 4
    assert sum(len(done.rows("escalated")) for done in passes) == count("incident_escalated") == 2
    assert verify().findings == []


def test_an_answer_in_the_same_moment_is_late_or_in_time_and_never_lost(people, all_at_once, time_machine):
    for day in range(4):
        time_machine.move_to(START + datetime.timedelta(days=day), tick=False)
        incident = stories.submitted(people.cara)
        time_machine.move_to(START + datetime.timedelta(days=day + 1), tick=False)

        def answer(incident=incident):
            return perform(incident, "acknowledge", by=people.sam, message=stories.message())

        results = all_at_once([clock.run, answer, clock.run])
        assert isinstance(results[1], Incident)
        row = Deadline.objects.get(incident=incident)
        assert row.met_at is not None
        marks = AuditEvent.objects.filter(object_id=incident.pk, act="deadline_breached").count()
        assert marks == (0 if row.breached_at is None else 1)
    assert verify().findings == []

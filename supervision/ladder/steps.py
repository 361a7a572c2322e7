"""What the clock does for the ladder: each step leaves a mark, so that it happens once however often it runs."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from audit.door import record
from audit.errors import NotNow
from boundaries.models import Incident
from supervision import clock, presence
from supervision.ladder import alarms, gaps, rungs, windows
from supervision.models import Alarm, Deadline
from supervision.obligations import ANSWERS_OWED

MOST = 200  # of one gap in one pass; the rest in the next


def _over(now):
    """Whose obligation was met or cancelled in whatever way."""
    return Alarm.objects.filter(over_at=None).exclude(alarms.STILL_OWED).select_related("incident")


def _end(alarm):
    with transaction.atomic():
        incident = _held(alarm.incident_id)
        if not alarms.end(incident):
            raise NotNow(["not_due"])


def _in_gaps(now):
    """What falls due when nobody can answer, and is not told to anybody on call yet."""
    for gap in gaps.live(now):
        rows = Deadline.objects.open().filter(breached_at=None, kind__in=ANSWERS_OWED, organisation=gap.organisation_id)
        rows = rows.filter(due_at__gte=max(gap.starts_at, now), due_at__lt=gap.ends_at, incident__team=gap.team_id)
        untold = rows.filter(~Exists(Alarm.objects.filter(deadline=OuterRef("pk"))))
        for row in untold.select_related("incident__team", "owner__profile", "owner__organisation")[:MOST]:
            if not (alarms.is_told_already(row) or _owner_answers(row)) and rungs.turn_ahead(row):
                yield row


def _owner_answers(row):
    owner = row.owner
    return owner is not None and windows.answers_at(owner, row.due_at) and not presence.is_away(owner, row.due_at)


def _raise_ahead(row):
    record(row.incident, "alarm_ahead", by=None, deadline=row.pk)


def _to_climb(now):
    return clock.in_batches(alarms.running(climbs_at__lte=now).select_related(*alarms.NEEDED), "climbs_at")


def _climb(alarm):
    """Up, or to the end; what changes in between is seen in the next pass."""
    somebody = rungs.next_turn(alarm.deadline, alarm.rung)
    record(alarm.deadline.incident, "climb_alarm" if somebody else "end_ladder", by=None, alarm=alarm.pk)


def _to_repeat(now):
    rows = alarms.running(repeats_at__lte=now, acknowledged_at=None).select_related("incident")
    return clock.in_batches(rows, "repeats_at")


def _repeat(alarm):
    """Late by a week it is repeated once, not two thousand times."""
    with transaction.atomic():
        incident = _held(alarm.incident_id)
        due = alarms.running(pk=alarm.pk, repeats_at__lte=timezone.now(), acknowledged_at=None)
        row = due.select_related(*alarms.NEEDED).select_for_update(of=("self",)).first()
        if row is None:
            raise NotNow(["not_due"])
        row.incident = row.deadline.incident = incident
        if rungs.may_be_told(row.deadline, row.user):
            alarms.repeat(row)
        else:  # she has left, or turned out to be part of it
            Alarm.objects.filter(pk=row.pk).update(repeats_at=None)


def _held(incident_id):
    return Incident.objects.select_for_update(of=("self",)).get(pk=incident_id)


def declare():
    """After the steps of obligations: what has become late in this pass is told in this pass."""
    clock.declare_step("alarm over", _over, _end)
    clock.declare_step("gap told", gaps.to_look, gaps.look)
    clock.declare_step("alarm raised ahead", _in_gaps, _raise_ahead)
    clock.declare_step("alarm climbed", _to_climb, _climb)
    clock.declare_step("alarm repeated", _to_repeat, _repeat)

"""One alarm's life: raised, repeated, acknowledged, climbed from, over. Called with the record held by the one door."""

import datetime

from django.db.models import Q
from django.utils import timezone

from audit.inserting import insert
from boundaries import rights
from boundaries.models import Access
from policies.models import ServiceStandard
from supervision.ladder import rungs, telling, windows
from supervision.models import Alarm, Deadline, Message, Notice
from supervision.obligations import ANSWERS_OWED

REPEAT_EVERY = datetime.timedelta(minutes=5)
MOST_TIMES = 12  # of one rung
DOORS = (Access.Basis.ON_CALL, Access.Basis.LADDER)
STILL_OWED = Q(deadline__met_at=None, deadline__cancelled_at=None)
NEEDED = ("deadline__incident__team", "deadline__owner", "deadline__organisation", "user__organisation")


def running(**of):
    """Alarms whose obligation is still owed."""
    return Alarm.objects.filter(STILL_OWED, over_at=None, **of)


def is_urgent(deadline) -> bool:
    return deadline.kind == Deadline.Kind.URGENT


def rung_time(deadline) -> datetime.timedelta:
    """How long one rung has; the standard that was valid when the obligation was opened rules."""
    standard = ServiceStandard.at(deadline.organisation_id, deadline.opened_at)
    return datetime.timedelta(minutes=standard.urgent_rung_minutes if is_urgent(deadline) else standard.rung_minutes)


def raise_first(deadline, wanted_at) -> list[Alarm]:
    """The first of the ladder; of an urgent report also whoever is on call, where that person does not answer now."""
    if deadline.alarms.exists() or is_told_already(deadline):
        return []
    turn = rungs.next_turn(deadline)
    if turn is None:
        return []
    turns = [turn]
    if is_urgent(deadline) and turn[0] in (Alarm.Rung.OWNER, Alarm.Rung.COVER):
        on_call = rungs.turn_on_call(deadline)
        if on_call and on_call[1] != turn[1] and not windows.answers_at(turn[1], timezone.now()):
            turns.append(on_call)
    raised = [raise_alarm(deadline, *each, wanted_at) for each in turns]
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in raised[:-1]]).update(climbs_at=None)  # the last one climbs
    return raised


def is_told_already(deadline):
    """One answer is owed, for two reasons: one ladder is enough."""
    if deadline.kind not in ANSWERS_OWED:
        return False
    return running(incident=deadline.incident_id, deadline__kind__in=ANSWERS_OWED).exists()


def raise_alarm(deadline, rung, person, wanted_at) -> Alarm:
    """Tell this person, and let her in."""
    now = timezone.now()
    alarm = Alarm(
        organisation_id=deadline.organisation_id,
        deadline=deadline,
        incident=deadline.incident,
        rung=rung,
        user=person,
        wanted_at=wanted_at,
        raised_at=now,
        repeats_at=now + REPEAT_EVERY if is_urgent(deadline) else None,
        climbs_at=now + rung_time(deadline),
    )
    _let_in(deadline.incident, person, rung)
    telling.tell_first(alarm)
    return insert(alarm)


def _let_in(incident, person, rung):
    if rights.reads(incident, person):
        return
    basis = Access.Basis.ON_CALL if rung == Alarm.Rung.ON_CALL else Access.Basis.LADDER
    Access.objects.update_or_create(incident=incident, user=person, basis=basis, defaults={"until": None})


def repeat(alarm) -> None:
    """Once more, by every way; after the last time it stays with the rungs above."""
    alarm.times += 1
    alarm.repeats_at = timezone.now() + REPEAT_EVERY if alarm.times < MOST_TIMES else None
    telling.tell_again(alarm)
    alarm.save(update_fields=["times", "repeats_at", "sent"])


def climb(alarm) -> "Alarm | None":
    """The next person; None where nobody is left, which ends the ladder."""
    turn = rungs.next_turn(alarm.deadline, alarm.rung)
    if turn is None:
        Alarm.objects.filter(pk=alarm.pk).update(climbs_at=None, ended_at=timezone.now())
        return None
    Alarm.objects.filter(pk=alarm.pk).update(climbs_at=None)
    return raise_alarm(alarm.deadline, *turn, alarm.climbs_at)


def acknowledge(incident, user) -> list[Alarm]:
    """She takes care of it: nobody is told again, and the ladder waits for another rung's time, or until it is due."""
    now = timezone.now()
    mine = list(running(incident=incident, user=user, acknowledged_at=None).select_related("deadline"))
    for alarm in mine:
        Alarm.objects.filter(pk=alarm.pk).update(acknowledged_at=now)
        others = running(deadline=alarm.deadline_id)
        others.update(repeats_at=None)
        until = now + rung_time(alarm.deadline)
        if not is_urgent(alarm.deadline):
            until = max(until, alarm.deadline.due_at)
        # whoever climbs next, or the one with whom it had ended
        others.filter(Q(climbs_at__isnull=False) | Q(ended_at__isnull=False)).update(climbs_at=until, ended_at=None)
    return mine


def end(incident) -> int:
    """Those whose obligation was met or cancelled are over, and the doors that were opened for them are shut."""
    answered = Alarm.objects.filter(incident=incident, over_at=None).exclude(STILL_OWED)
    ended = answered.update(over_at=timezone.now(), repeats_at=None, climbs_at=None)
    if ended and not running(incident=incident).exists():
        _shut_doors(incident)
        Notice.objects.filter(incident=incident, kind__in=telling.KINDS, settled_at=None).update(settled_at=timezone.now())
    return ended


def _shut_doors(incident):
    """Whoever answered, or has it now, stays."""
    now = timezone.now()
    answered = Message.objects.filter(incident=incident, kind__in=Message.ANSWERS).values("author")
    doors = incident.doors.filter(Q(until=None) | Q(until__gt=now), basis__in=DOORS).exclude(user__in=answered)
    doors.exclude(user=incident.assignee_id).update(until=now)

"""Counting obligations in the database: how many were kept, how many were not and why, and how long answers took.

An obligation belongs to the period in which it fell due. It is late for good once its time ran out, however it was
answered, cancelled or noticed afterwards. Records that the reader may not see are not counted: walls beat figures.
"""

import datetime

from django.db.models import Case, Count, Exists, F, Func, IntegerField, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

from boundaries.models import Incident
from supervision.lateness import PATIENCE_MINUTES
from supervision.models import Absence, Deadline

Kind = Deadline.Kind
KINDS = (Kind.REPLY, Kind.URGENT, Kind.PROMISE, Kind.DECISION)
IN_TIME, LATE, CANCELLED, WAITING = STATES = ("in_time", "late", "cancelled", "waiting")
NOBODY, ABSENT, CLOCK, OTHER = CAUSES = ("nobody", "absent", "clock", "other")
TEAM, GRAVITY = "incident__team", "incident__gravity"
NOTICED_LATE = datetime.timedelta(minutes=PATIENCE_MINUTES)


class Seconds(Func):
    """Whole seconds from the second moment to the first."""

    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        template = "CAST(ROUND((julianday(%(expressions)s)) * 86400) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "ROUND(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


def owed_in(user, bounds, team_id=None):
    """What fell due in this stretch of time, of the records that this person may see."""
    first, end = bounds
    return _seen_by(user, team_id).filter(due_at__gte=first, due_at__lt=end)


def late_now(user, team_id, now) -> int:
    """Whatever is owed and late at this moment, whenever it fell due: marked ones and those that the clock has yet to mark."""
    still_owed = _seen_by(user, team_id).open()
    return still_owed.filter(breached_at__isnull=False).count() + still_owed.filter(
        breached_at=None, due_at__lte=now
    ).count()


def _seen_by(user, team_id):
    seen = Incident.objects.visible_to(user).filter(pk=OuterRef("incident_id"))
    rows = Deadline.objects.filter(Exists(seen), organisation_id=user.organisation_id, kind__in=KINDS)
    return rows.filter(incident__team=team_id) if team_id else rows


def is_late(now) -> Q:
    """For good: marked by the clock, or past its time before the clock could mark it."""
    unmarked = Q(met_at__gt=F("due_at")) | Q(met_at=None, cancelled_at__gt=F("due_at"))
    return Q(breached_at__isnull=False) | unmarked | Q(met_at=None, cancelled_at=None, due_at__lte=now)


def by_state(rows, now) -> list[tuple]:
    """(kind, team, gravity, state, how many): a few hundred rows, however many there are to count."""
    state = Case(
        When(is_late(now), then=Value(LATE)),
        When(met_at__isnull=False, then=Value(IN_TIME)),
        When(cancelled_at__isnull=False, then=Value(CANCELLED)),
        default=Value(WAITING),
    )
    grouped = rows.annotate(state=state).order_by().values("kind", TEAM, GRAVITY, "state").annotate(number=Count("pk"))
    return list(grouped.values_list("kind", TEAM, GRAVITY, "state", "number"))


def by_cause(rows, now) -> dict[str, int]:
    """Why what is late is late, the first reason that fits: nobody was there to answer, the owner was away when it fell
    due, the clock noticed it late (so nobody was reminded), or none of these."""
    away = Absence.objects.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=OuterRef("due_at")))
    away = away.filter(staff=OuterRef("owner"), starts_at__lte=OuterRef("due_at"), ends_at__gt=OuterRef("due_at"))
    noticed_late = Q(breached_at=None) | Q(breached_at__gt=F("due_at") + NOTICED_LATE)
    cause = Case(
        When(owner=None, then=Value(NOBODY)),
        When(Exists(away), then=Value(ABSENT)),
        When(noticed_late, then=Value(CLOCK)),
        default=Value(OTHER),
    )
    grouped = rows.filter(is_late(now)).annotate(cause=cause).order_by().values("cause").annotate(number=Count("pk"))
    return dict(grouped.values_list("cause", "number"))


def of_messages(rows):
    """The answers to what a reporter wrote; a holding reply is an answer, the promise in it an obligation of its own."""
    return rows.filter(kind=Kind.REPLY, met_at__isnull=False)


def of_first(rows):
    """The first answer to each record."""
    before = Deadline.objects.filter(incident=OuterRef("incident"), kind=Kind.REPLY, opened_at__lt=OuterRef("opened_at"))
    return of_messages(rows).exclude(Exists(before))


def spans(rows, by=None) -> dict:
    """key -> (median, 90th percentile, how many), in seconds; both are spans that occurred (nearest rank)."""
    group = {"partition_by": [F(by)]} if by else {}
    met = rows.filter(met_at__isnull=False).annotate(seconds=Seconds(F("met_at"), F("opened_at")))
    ranked = met.annotate(
        rank=Window(RowNumber(), order_by=F("seconds").asc(), **group), number=Window(Count("pk"), **group)
    )
    wanted = ranked.filter(Q(rank=(F("number") + 1) / 2) | Q(rank=(F("number") * 9 + 9) / 10))
    found = {}
    for key, rank, number, seconds in wanted.order_by().values_list(by or Value(""), "rank", "number", "seconds"):
        median, slow, _number = found.get(key, (None, None, number))
        median = seconds if rank == (number + 1) // 2 else median
        slow = seconds if rank == (number * 9 + 9) // 10 else slow
        found[key] = (median, slow, number)
    return found

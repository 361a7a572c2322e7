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


def spans_by_kind(rows) -> dict:
    """kind -> (median, 90th percentile, how many), in seconds, of the time to whatever was owed."""
    return _spans(rows, {"kind": F("kind")})["kind"]


def spans_of_messages(rows) -> dict:
    """The same of answers to what a reporter wrote, by "team" and "gravity", and by "first": True for the first answer
    to a record. A holding reply is an answer; the promise in it is an obligation of its own.
    """
    before = Deadline.objects.filter(incident=OuterRef("incident"), kind=Kind.REPLY, opened_at__lt=OuterRef("opened_at"))
    return _spans(rows.filter(kind=Kind.REPLY), {"team": F(TEAM), "gravity": F(GRAVITY), "first": ~Exists(before)})


def _spans(rows, groups) -> dict:
    """name -> key -> (median, 90th percentile, how many): both are spans that occurred (nearest rank).

    All groups in one pass: the database ranks within each, and only the rows at the two ranks come back.
    """
    keys = {f"key_{name}": key for name, key in groups.items()}
    ranked = rows.filter(met_at__isnull=False).annotate(**keys, seconds=Seconds(F("met_at"), F("opened_at")))
    wanted = Q()
    for name in groups:
        within = {"partition_by": [F(f"key_{name}")]}
        rank, number = f"rank_{name}", f"number_{name}"
        ranked = ranked.annotate(
            **{rank: Window(RowNumber(), order_by=F("seconds").asc(), **within), number: Window(Count("pk"), **within)}
        )
        wanted |= Q(**{rank: _median(F(number))}) | Q(**{rank: _slow(F(number))})
    found = {name: {} for name in groups}
    columns = [f"{what}_{name}" for name in groups for what in ("key", "rank", "number")]
    for seconds, *cells in ranked.filter(wanted).order_by().values_list("seconds", *columns):
        for at, name in enumerate(groups):
            _note(found[name], seconds, *cells[at * 3 : at * 3 + 3])
    return found


def _median(number):
    return (number + 1) / 2


def _slow(number):
    return (number * 9 + 9) / 10


def _note(found, seconds, key, rank, number):
    median, slow, _number = found.get(key, (None, None, number))
    if rank == (number + 1) // 2:
        median = seconds
    if rank == (number * 9 + 9) // 10:
        slow = seconds
    found[key] = (median, slow, number)

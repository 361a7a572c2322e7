"""Who is due for a session: a matrix of last held, next by rule, planned and overdue, in a fixed number of questions."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Min, Q
from django.utils import timezone

from accounts.models import User
from boundaries.models import Incident
from supervision.models import Probation, SessionPerson, SessionRule
from supervision.sessions import reach

# why it is due, as a code
REGULAR, PROBATION, EVENT = "regular", "probation", "event"
LOOK_BACK = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """One person in the matrix."""

    person: User
    last_at: datetime.datetime | None = None
    due_at: datetime.datetime | None = None
    why: str = ""
    planned_at: datetime.datetime | None = None
    probation_until: datetime.date | None = None
    is_overdue: bool = False


def matrix(user, now=None) -> list[Row]:
    """Those whom this person may plan for, the most overdue first, then by the day it is due."""
    rows = rows_for(user, reach.team_of(user), now)
    far = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return sorted(rows, key=lambda row: (row.due_at or far, row.person.given_name, row.person.family_name))


def rows_for(reader, people, now=None) -> list[Row]:
    """`reader` decides whose events count: a session is due after an event only where she may know of that event."""
    now = now or timezone.now()
    rule = SessionRule.of(reader.organisation_id)
    keys = [person.pk for person in people]
    last, planned, new = _last_held(keys), _planned(keys, now), _probations(reader.organisation_id, keys)
    events = _events(reader, keys, rule, now)
    return [_row(person, rule, last.get(person.pk), planned, new, events.get(person.pk, ()), now) for person in people]


def _row(person, rule, last_at, planned, new, events, now):
    until = new.get(person.pk)
    is_new = until is not None and until >= now.date()
    due_at, why = _next(person, rule, last_at, is_new, events)
    planned_at = planned.get(person.pk)
    return Row(
        person=person,
        last_at=last_at,
        due_at=due_at,
        why=why,
        planned_at=planned_at,
        probation_until=until if is_new else None,
        is_overdue=due_at is not None and due_at <= now,
    )


def _next(person, rule, last_at, is_new, events):
    """The first of what the rule asks for: regularly, closer together in the first time, soon after certain events."""
    if rule is None:
        return None, ""
    weeks, why = (rule.probation_weeks, PROBATION) if is_new and rule.probation_weeks else (rule.every_weeks, REGULAR)
    found = []
    if weeks:
        since = last_at or max(rule.entered_at, person.created_at)
        found.append((since + datetime.timedelta(weeks=weeks), why))
    first = next((at for at in events if last_at is None or at > last_at), None)
    if first is not None and rule.after_days:
        found.append((first + datetime.timedelta(days=rule.after_days), EVENT))
    return min(found, default=(None, ""))


def _last_held(keys):
    rows = SessionPerson.objects.filter(person__in=keys, session__held_at__isnull=False)
    return dict(rows.order_by().values("person").annotate(at=Max("session__held_at")).values_list("person", "at"))


def _planned(keys, now):
    """The next one that is planned: also one of today whose hour has come."""
    open_ones = {"session__held_at": None, "session__cancelled_at": None}
    since = now - datetime.timedelta(hours=12)
    rows = SessionPerson.objects.filter(person__in=keys, session__starts_at__gte=since, **open_ones)
    return dict(rows.order_by().values("person").annotate(at=Min("session__starts_at")).values_list("person", "at"))


def _probations(organisation_id, keys):
    rows = Probation.objects.filter(organisation_id=organisation_id, person__in=keys).order_by("entered_at", "pk")
    return dict(rows.values_list("person", "until_on"))


def _events(reader, keys, rule, now):
    """When such events were reported, by reporter, oldest first. Nobody is told from it who stays behind a pseudonym."""
    if rule is None or not rule.after_days or not (rule.after_kinds or rule.after_gravities):
        return {}
    counts = Q(event_type__key__in=rule.after_kinds) | Q(gravity__in=rule.after_gravities)
    since = max(now - LOOK_BACK, rule.entered_at)
    rows = Incident.objects.visible_to(reader).sent().filter(counts, reporter__in=keys, behind_pseudonym=False)
    found = {}
    for reporter, at in (
        rows.filter(submitted_at__gte=since).order_by("submitted_at").values_list("reporter", "submitted_at")
    ):
        found.setdefault(reporter, []).append(at)
    return found

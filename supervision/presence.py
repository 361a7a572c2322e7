"""Who is there now, and who stands in for whom: asked wherever somebody is given work or told of it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.roles import Right
from audit.prepared import Prepared
from boundaries import rights
from supervision.models import Absence, Deadline


def absence_of(person, at=None) -> "Absence | None":
    """The absence in which this person is away at that moment, by default now; of several the one entered last."""
    return _RUNNING.first(staff=person.pk, at=at or timezone.now())


def is_away(person, at=None) -> bool:
    return absence_of(person, at) is not None


def away_now(organisation_id) -> list:
    """The keys of everybody who is away at this moment, for a list of colleagues."""
    now = timezone.now()
    rows = Absence.objects.filter(organisation_id=organisation_id, cancelled_at=None, starts_at__lte=now, ends_at__gt=now)
    return list(rows.values_list("staff", flat=True))


def stand_in(person, at=None):
    """Whoever is there: this person, else the first of the chain of covers who is; None where the chain ends.

    A circle of covers ends too.
    """
    seen = set()
    while person is not None and person.pk not in seen:
        seen.add(person.pk)
        absence = absence_of(person, at)
        if absence is None:
            return person
        person = absence.cover
    return None


# -- whose an obligation is ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    """Somebody in the order in which an obligation falls on people, and whether she is there now and when it is due."""

    person: User
    is_here: bool
    is_here_then: bool


def owner_for(incident, person, due_at=None, *, kind="", at=None) -> "User | None":
    """Who owes this, where it is this person's: herself, or who stands in for her now or when it falls due.

    First whoever of her line of covers is there at both moments, then whoever is there now, so that nobody absent
    owes anything; nobody whom the reporter refused, while there is somebody else. Past the covers it falls to the
    team's lead and those who decide. Walls beat all of it. Nobody at all is there: then it stays with the first who
    may. One look into the calendar where she is there herself.
    """
    now = at or timezone.now()
    then = max(due_at or now, now)
    if person is not None and not _touching(person, now, then) and rights.belongs(incident, person):
        return person
    line = [turn for turn in _line_of(person, now, then) if _fits(incident, turn.person, person, kind)]
    wanted = _wanted(incident, line, person)
    after = _first(wanted) or _first(list(_after_the_line(incident, kind, now, then)))
    return after or _first(line) or next(_people(line), None)


def _first(turns):
    whole = (turn for turn in turns if turn.is_here and turn.is_here_then)
    return next(_people(whole), None) or next(_people(turn for turn in turns if turn.is_here), None)


def _people(turns):
    return (turn.person for turn in turns)


def _line_of(person, now, then) -> Iterator[Turn]:
    """She and her covers, the covers of these where they are away too; a circle ends where it began."""
    waiting, seen = [person], set()
    while waiting:
        someone = waiting.pop(0)
        if someone is None or someone.pk in seen:
            continue
        seen.add(someone.pk)
        here, then_, covers = _standing(someone, now, then)
        yield Turn(someone, here, then_)
        waiting += covers


def _standing(person, now, then):
    """Whether she is there now and then, and who covers for her where she is not."""
    rows = _touching(person, now, then)
    away_now = [row for row in rows if row.starts_at <= now]
    away_then = [row for row in rows if row.starts_at <= then < row.ends_at]
    return not away_now, not away_then, [row.cover for row in (*away_now, *away_then)]


def _fits(incident, someone, person, kind):
    """Her own stays hers as long as she belongs here at all; whoever stands in must be allowed to answer, or decide."""
    from supervision import assignment

    if someone.pk == person.pk:
        return rights.belongs(incident, someone)
    decides = kind != Deadline.Kind.DECISION or someone.has_right(Right.DECIDE)
    return decides and assignment.is_eligible(incident, someone)


def _wanted(incident, line, person):
    """Without whom the reporter does not want; what was given to somebody stays hers all the same."""
    from supervision.matching.people import unwanted

    refused = unwanted(incident) if any(turn.person != person for turn in line) else ()
    return [turn for turn in line if turn.person == person or str(turn.person.pk) not in refused]


def _after_the_line(incident, kind, now, then) -> Iterator[Turn]:
    from supervision import assignment

    if kind == Deadline.Kind.DECISION:
        people = assignment.deciders(incident)
    else:
        people = [turn[0] for turn in assignment.candidates(incident)]
    for person in people:
        here, then_, _covers = _standing(person, now, then)
        yield Turn(person, here, then_)


def _touching(person, since, until) -> list:
    """Her absences that touch this stretch of time, with their covers."""
    return _TOUCHING.rows(staff=person.pk, since=since, until=until)


def _touching_rows(staff, since, until):
    rows = Absence.objects.select_related("cover").filter(staff_id=staff, cancelled_at=None)
    return rows.filter(starts_at__lte=until, ends_at__gt=since).order_by("starts_at")


_TOUCHING = Prepared(
    _touching_rows,
    staff=(User._meta.pk, UUID(int=1)),
    since=(models.DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
    until=(models.DateTimeField(), datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC)),
)


def _running(staff, at):
    rows = Absence.objects.select_related("cover").filter(staff_id=staff, cancelled_at=None)
    return rows.filter(starts_at__lte=at, ends_at__gt=at).order_by("-entered_at")[:1]


_RUNNING = Prepared(
    _running,
    staff=(User._meta.pk, UUID(int=1)),
    at=(models.DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)

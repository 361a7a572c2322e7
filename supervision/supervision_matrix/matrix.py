"""One row for each person who works with clients, in a fixed number of questions; who audits is not told small teams."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Right, Role
from boundaries.pseudonyms import of_person, small_teams
from supervision.models import SessionAgreement, SessionPerson, SessionRule
from supervision.moments import Clock
from supervision.register import day_bounds
from supervision.sessions import due, reach

RELATED = ("profile__team__supervisor__profile", "profile__team__lead__profile")


@dataclass(frozen=True)
class Narrowing:
    """A period for the sessions that are counted, and a team."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    team: str = ""


@dataclass(frozen=True)
class Row:
    """One person. `team` and `supervisor` are empty where the team is too small to be told to this reader."""

    label: str
    team: str
    supervisor: str
    weeks: int | None
    due: due.Row
    sessions: int = 0
    agreed: dict = field(default_factory=lambda: {"open": 0, "overdue": 0})


def by_name(user) -> bool:
    """Leads read names; an auditor, and a token for the register alone, pseudonyms."""
    return user.has_right(Right.DECIDE)


def rows(user, narrowing: Narrowing) -> list[Row]:
    """By team and then by person, as this reader calls them: an order by names would tell some of them."""
    now = timezone.now()
    people, small = _people(user, narrowing, now)
    rule = SessionRule.of(user.organisation_id)
    held, agreed = _held(user, people, narrowing, now), _agreed(user, people)
    found = [
        _row(user, line, rule, small, held.get(line.person.pk, 0), agreed.get(line.person.pk))
        for line in due.rows_for(user, people, now)
    ]
    return sorted(found, key=lambda row: (not row.team, row.team.casefold(), row.label.casefold()))


def _row(user, line, rule, small, sessions, agreed) -> Row:
    person, team = line.person, line.person.team
    is_told = team is not None and team.pk not in small
    supervisor = reach.supervisor_of(person) if is_told else None
    called = str if by_name(user) else of_person
    return Row(
        label=called(person),
        team=team.name if is_told else "",
        supervisor=called(supervisor) if supervisor else "",
        weeks=_weeks(rule, line),
        due=line,
        sessions=sessions,
        **({"agreed": agreed} if agreed else {}),
    )


def _weeks(rule, line) -> int | None:
    if rule is None:
        return None
    return (rule.probation_weeks if line.probation_until else None) or rule.every_weeks


# -- who stands there ---------------------------------------------------------------------------------------------


def _people(user, narrowing, now) -> tuple[list[User], set]:
    """Those whom this reader may read about, and the teams that are not told to her."""
    everybody = (
        User.objects.filter(organisation=user.organisation_id, is_active=True).select_related(*RELATED).order_by("pk")
    )
    caregivers = [person for person in everybody if Role.CAREGIVER in person.roles]
    found = [person for person in caregivers if _opened(user, person, now) is not None]
    small = set() if by_name(user) else small_teams({person.team.pk for person in found if person.team})
    found = [person for person in found if not _is_told_by_mandate(user, person, small, now)]
    if narrowing.team:
        told = [person for person in found if person.team and person.team.pk not in small]
        found = [person for person in told if str(person.team.pk) == narrowing.team]
    return found, small


def _is_limited(user) -> bool:
    return user.scope is not None and not by_name(user)


def _opened(user, person, now) -> list | None:
    """The mandates that open this person's row: [] where none is needed, None where none does.

    What stands here is how it is today: a mandate opens it whose period includes today, and that is not for some kinds of event.
    """
    if not _is_limited(user):
        return []
    team = str(person.team.pk) if person.team else ""
    found = [
        mandate
        for mandate in user.scope
        if not mandate.kinds
        and (not mandate.teams or team in mandate.teams)
        and (not mandate.since or mandate.since <= now)
        and (not mandate.until or mandate.until > now)
    ]
    return found or None


def _is_told_by_mandate(user, person, small, now) -> bool:
    """Whether this row would have to be of a small team: because nothing but a mandate for that team opens it."""
    in_small = person.team is not None and person.team.pk in small
    return in_small and _is_limited(user) and all(mandate.teams for mandate in _opened(user, person, now))


# -- what is counted -----------------------------------------------------------------------------------------------


def _held(user, people, narrowing, now) -> dict:
    """Sessions of the period for each of them; under a mandate none from before its first day."""
    period = day_bounds(narrowing.since, narrowing.until, user.organisation, "session__held_at")
    counts = {}
    for since, keys in _by_first_day(user, people, now):
        held = Q(person__in=keys, session__held_at__isnull=False) & period
        if since:
            held &= Q(session__held_at__gte=since)
        counted = SessionPerson.objects.filter(held).order_by().values("person").annotate(number=Count("pk"))
        counts |= dict(counted.values_list("person", "number"))
    return counts


def _by_first_day(user, people, now) -> Iterator[tuple]:
    """(first moment or None, people), one for each first day that mandates name."""
    groups = {}
    for person in people:
        days = [mandate.since for mandate in _opened(user, person, now)]
        groups.setdefault(None if not all(days) or not days else min(days), []).append(person.pk)
    yield from groups.items()


def _agreed(user, people) -> dict:
    """What each of them has to do by what was agreed: how much is open, and how much of it should be done."""
    today = Clock(user.organisation).today
    rows = SessionAgreement.objects.filter(responsible__in=[person.pk for person in people])
    rows = rows.filter(rechecked_at=None, struck_at=None, session__cancelled_at=None)
    counted = rows.order_by().values("responsible").annotate(
        open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today))
    )  # fmt: skip
    return {row["responsible"]: {"open": row["open"], "overdue": row["overdue"]} for row in counted}

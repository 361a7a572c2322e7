"""What a mandate lets an auditor read: reports of its period, teams and kinds of event, and what stands beside them."""

from functools import reduce
from operator import or_

from django.db.models import Q

from boundaries.pseudonyms import of_team

NOTHING = Q(pk__in=[])


def within(user) -> Q:
    """Reports within her mandates; an empty Q where nothing limits her."""
    return _any(user, _reports)


def beside(user, *, moment: str) -> Q:
    """Rows of a team that are no reports, dated by this field. A mandate for some kinds of event is for reports alone."""
    return _any(user, lambda mandate: NOTHING if mandate.kinds else _of_period(mandate, moment) & _of_teams(mandate))


def _any(user, of_one) -> Q:
    if user.scope is None:
        return Q()
    return reduce(or_, map(of_one, user.scope), NOTHING)


def _reports(mandate) -> Q:
    teams = reduce(or_, map(of_team, mandate.teams)) if mandate.teams else Q()
    kinds = Q(event_type__key__in=mandate.kinds) if mandate.kinds else Q()
    # never empty: an empty condition beside another one would stand for everything
    return _of_period(mandate, "submitted_at") & teams & kinds


def _of_period(mandate, field) -> Q:
    period = Q(**{f"{field}__isnull": False})
    if mandate.since:
        period &= Q(**{f"{field}__gte": mandate.since})
    if mandate.until:
        period &= Q(**{f"{field}__lt": mandate.until})
    return period


def _of_teams(mandate) -> Q:
    return Q(team_id__in=mandate.teams) if mandate.teams else Q()

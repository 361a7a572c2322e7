"""visible_to() as a piece of SQL, kept for everybody of the same roles: building it anew costs more than the search.

What it says is boundaries/visibility.py's alone. It is compiled for a stand-in, whose person, organisation, team and
moment are put back for the real ones in the parameters; a test holds the outcome to visible_to().
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from accounts.models import StaffProfile, Team, User
from boundaries.models import Incident

TABLE = "boundaries_incident"
PERSON, ORGANISATION, TEAM = UUID(int=1), UUID(int=2), UUID(int=3)
NOTHING = "1 = 0", ()
MOMENT = datetime(1, 1, 2, 3, 4, 5, tzinfo=UTC)


def seen_by(user) -> tuple[str, Sequence]:
    """A condition on boundaries_incident and its parameters, for this person now; always false for strangers."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    team = user.team
    actual = {PERSON: user.pk, ORGANISATION: user.organisation_id, TEAM: team and team.pk, MOMENT: timezone.now()}
    actual = {_adapted(mark): _adapted(value) for mark, value in actual.items() if value}
    condition, params = _compiled(connection.vendor, tuple(user.roles), user.narrowed_to, team is not None)
    return condition, [actual.get(param, param) for param in params]


@lru_cache(maxsize=256)
def _compiled(vendor, roles, narrowed_to, has_team):
    query = Incident.objects.visible_to(_stand_in(roles, narrowed_to, has_team), at=MOMENT).query
    compiler = query.get_compiler("default")
    compiler.pre_sql_setup()
    try:
        condition, params = compiler.compile(query.where)
    except EmptyResultSet:
        return NOTHING
    asked = {table for table, uses in query.alias_refcount.items() if uses}
    if asked != {TABLE} or not {_adapted(PERSON), _adapted(ORGANISATION)} <= set(params):
        raise AssertionError("visible_to() asks for more than a condition on the incident can say")
    return condition, tuple(params)


def _stand_in(roles, narrowed_to, has_team):
    user = User(pk=PERSON, organisation_id=ORGANISATION, roles=list(roles))
    user.narrowed_to = narrowed_to
    StaffProfile(user=user, team=Team(pk=TEAM) if has_team else None)
    return user


def _adapted(value):
    """As the compiler writes it among the parameters."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.hex if connection.vendor == "sqlite" else value

"""Whose work an incident is: the first eligible person in the order that its route gives."""

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone

from accounts.models import Team, User
from accounts.roles import Right, Role
from audit.inserting import insert
from audit.prepared import Prepared
from boundaries import rights
from boundaries.choices import Route
from supervision.models import Assignment

Basis = Assignment.Basis


def is_eligible(incident, person) -> bool:
    """Active, of this organisation, neither its reporter nor part of the event, and allowed to answer."""
    return (
        person is not None
        and person.is_active
        and person.organisation_id == incident.organisation_id
        and person.pk != incident.reporter_id
        and person.has_right(Right.ANSWER)
        and not rights.is_named(incident, person)
    )


def candidates(incident) -> Iterator[tuple[User, str]]:
    """(person, basis) in order of turn: straight to safeguarding where the route says so, else the team's line.

    What goes past the line falls to a lead only where no safeguarding lead is eligible, and to people of the
    line itself last: somebody must read it. Whoever wants the first only has nobody else looked up.
    """
    if incident.route == Route.LINE:
        yield from _line(incident)
    safeguarding = _in_role(incident, Role.SAFEGUARDING_LEAD, Basis.SAFEGUARDING)
    leads = _in_role(incident, Role.LEAD, Basis.LEAD)
    if incident.route == Route.INDEPENDENT:
        yield from sorted(safeguarding or leads, key=lambda turn: _is_of_the_line(incident, turn[0]))
    else:
        yield from safeguarding + leads if incident.route == Route.SAFEGUARDING else leads + safeguarding


def _line(incident):
    if incident.team_id is None:
        return
    team = _TEAM.first(pk=incident.team_id)
    for person, basis in ((team.supervisor, Basis.TEAM_SUPERVISOR), (team.lead, Basis.TEAM_LEAD)):
        if is_eligible(incident, person):
            yield person, basis


def _with_line(pk):
    return Team.objects.select_related("supervisor", "lead").filter(pk=pk)


_TEAM = Prepared(_with_line, pk=(Team._meta.pk, UUID(int=1)))


def _is_of_the_line(incident, person):
    return incident.team is not None and person.pk in (incident.team.supervisor_id, incident.team.lead_id)


def _in_role(incident, role, basis):
    people = User.objects.with_role(incident.organisation, role)
    return [(person, basis) for person in people if is_eligible(incident, person)]


def deciders(incident, *, besides=None) -> list[User]:
    """Who may be asked for a decision, the safeguarding lead first where the route is not the line's."""
    safeguarding = _in_role(incident, Role.SAFEGUARDING_LEAD, Basis.SAFEGUARDING)
    leads = _in_role(incident, Role.LEAD, Basis.LEAD)
    if incident.route == Route.INDEPENDENT:
        rows = sorted(safeguarding or leads, key=lambda turn: _is_of_the_line(incident, turn[0]))
    else:
        rows = leads + safeguarding if incident.route == Route.LINE else safeguarding + leads
    people = {person.pk: person for person, _basis in rows}
    return [person for person in people.values() if person != besides]


def next_people(incident) -> list[User]:
    """Who may be given the work after a decision: the assignee first, then whoever is eligible by route."""
    people = [incident.assignee, *(person for person, _basis in candidates(incident)), *deciders(incident)]
    unique = {person.pk: person for person in people if person is not None}
    return [person for person in unique.values() if is_eligible(incident, person)]


def assign(incident, person, basis, *, made_by=None) -> None:
    """Make this person responsible from now on; the caller saves the incident."""
    now = timezone.now()
    current = incident.assignments.filter(until=None)
    holders = set(current.values_list("user_id", flat=True))
    if person is None or person.pk not in holders:
        if holders:
            current.update(until=now)
        if person is not None:
            Assignment.objects.create(incident=incident, user=person, basis=basis, made_by=made_by, since=now)
    incident.assignee = person


def assign_first(incident, person, basis) -> None:
    """The same for a report that was sent just now: nobody had it before."""
    if person is not None:
        insert(Assignment(incident=incident, user=person, basis=basis))
    incident.assignee = person

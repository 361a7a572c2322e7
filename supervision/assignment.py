"""Whose work an incident is: who fits best in the team (supervision/matching), else the order that its route gives."""

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from accounts.models import Team, User
from accounts.roles import Role
from audit.inserting import insert
from audit.prepared import Prepared
from boundaries.choices import Route
from supervision import presence
from supervision.matching import people as matching
from supervision.matching.ranking import Asked, Match, rank
from supervision.models import Assignment

Basis = Assignment.Basis
is_eligible = matching.is_eligible  # asked as assignment.is_eligible() by everybody who gives somebody work


def candidates(incident) -> Iterator[tuple[User, str]]:
    """(person, basis) in order of turn; see turns()."""
    return ((match.person, match.basis) for match in turns(incident))


def turns(incident) -> Iterator[Match]:
    """In order of turn: straight to safeguarding where the route says so, else the team's best match, then its line.

    What goes past the line falls to a lead only where no safeguarding lead is eligible, and to people of the
    line itself last: somebody must read it. Whoever wants the first only has nobody else looked up. Where nobody
    fits, whoever may answer at all is given it anyway: the ladder climbs from her, and from nobody it cannot.
    """
    nobody = True
    for match in fitting(incident):
        nobody = False
        yield match
    if nobody:
        yield from _at_all(incident)


def first_match(incident) -> Match:
    return next(turns(incident), Match(None, ""))


def fitting(incident) -> Iterator[Match]:
    """Whoever is there and not unwanted, each once."""
    given, wants = set(), Wanted(incident)
    for match in _in_order(incident, wants):
        if match.person.pk not in given:
            given.add(match.person.pk)
            yield match


def _in_order(incident, wants):
    if incident.route == Route.LINE and incident.team_id is not None:
        incident.team = team = _TEAM.first(pk=incident.team_id)
        yield from _best_of(incident, team, wants)
        yield from _there(team.lead, Basis.TEAM_LEAD, wants)
    for person, basis in _by_role(incident):
        yield from _there(person, basis, wants)


def _best_of(incident, team, wants):
    wants.asked, found = matching.of_team(incident, team, wants.may)
    ranked = rank(wants.asked, found)
    if len(ranked) > 1:  # who knows whom decides only between several
        ranked = rank(wants.asked, matching.with_acquaintance(incident, found))
    for one, factors in ranked:
        basis = Basis.COVER if one.covers else Basis.TEAM_SUPERVISOR if one.supervises_team else Basis.MATCHED
        yield Match(one.person, basis, factors)


class Wanted:
    """Who may answer at all, and whom the reporter does not want: asked of the database once, the latter if it matters."""

    def __init__(self, incident):
        self.incident, self.may = incident, matching.eligibility(incident)

    def __call__(self, person) -> bool:
        return self.may(person) and str(person.pk) not in self.asked.not_users

    @cached_property
    def asked(self) -> Asked:
        return matching.asked_of(self.incident, getattr(self.incident.reporter, "profile", None))


def _there(person, basis, wants):
    """This person, or whoever stands in for her while she is away."""
    if not wants(person):
        return
    there = presence.stand_in(person)
    if there == person:
        yield Match(person, basis)
    elif wants(there):
        yield Match(there, Basis.COVER)


def _by_role(incident):
    safeguarding = _in_role(incident, Role.SAFEGUARDING_LEAD, Basis.SAFEGUARDING)
    leads = _in_role(incident, Role.LEAD, Basis.LEAD)
    if incident.route == Route.INDEPENDENT:
        return sorted(safeguarding or leads, key=lambda turn: _is_of_the_line(incident, turn[0]))
    return safeguarding + leads if incident.route == Route.SAFEGUARDING else leads + safeguarding


def _at_all(incident):
    """Nobody fits: wanted before unwanted, there before away, in the order of the line."""
    team = incident.team if incident.route == Route.LINE else None
    line = [(team.supervisor, Basis.TEAM_SUPERVISOR), (team.lead, Basis.TEAM_LEAD)] if team else []
    wants = Wanted(incident)
    rows = [turn for turn in [*line, *_by_role(incident)] if wants.may(turn[0])]
    rows.sort(key=lambda turn: (not wants(turn[0]), presence.is_away(turn[0])))
    return (Match(person, basis) for person, basis in rows)


def _with_line(pk):
    return Team.objects.select_related("supervisor", "lead").filter(pk=pk)


_TEAM = Prepared(_with_line, pk=(Team._meta.pk, UUID(int=1)))


def _is_of_the_line(incident, person):
    return incident.team is not None and person.pk in (incident.team.supervisor_id, incident.team.lead_id)


def _in_role(incident, role, basis):
    may = matching.eligibility(incident)
    return [(person, basis) for person in User.objects.with_role(incident.organisation, role) if may(person)]


def deciders(incident, *, besides=None) -> list[User]:
    """Who may be asked for a decision, the safeguarding lead first where the route is not the line's."""
    people = {person.pk: person for person, _basis in _by_role(incident)}
    return [person for person in people.values() if person != besides]


def addressees(incident, by) -> list[User]:
    """Who may be asked for a decision by this person: herself only where nobody else is there."""
    return deciders(incident, besides=by) or deciders(incident)


def next_people(incident) -> list[User]:
    """Who may be given the work after a decision: the assignee first, then whoever is eligible by route.

    Nobody whom the reporter asked to be replaced, unless there is nobody else.
    """
    people = [incident.assignee, *(person for person, _basis in candidates(incident)), *deciders(incident)]
    unique = {person.pk: person for person in people if person is not None}
    found = list(filter(matching.eligibility(incident), unique.values()))
    gone = matching.replaced(incident)
    return [person for person in found if str(person.pk) not in gone] or found


def assign(incident, person, basis, *, made_by=None, factors=(), reason="") -> None:
    """Make this person responsible from now on; the caller saves the incident."""
    now = timezone.now()
    current = incident.assignments.filter(until=None)
    holders = set(current.values_list("user_id", flat=True))
    if person is None or person.pk not in holders:
        if holders:
            current.update(until=now)
        if person is not None:
            row = {"user": person, "basis": basis, "made_by": made_by, "factors": list(factors), "reason": reason}
            Assignment.objects.create(incident=incident, since=now, **row)
    incident.assignee = person


def assign_first(incident, person, basis, factors=()) -> None:
    """The same for a report that was sent just now: nobody had it before."""
    if person is not None:
        insert(Assignment(incident=incident, user=person, basis=basis, factors=list(factors)))
    incident.assignee = person

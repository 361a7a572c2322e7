"""Everybody to whom an incident could be given by hand, in the order of the matching and with what speaks for each."""

from accounts.models import User
from accounts.roles import Role
from boundaries.choices import Route
from supervision import assignment
from supervision.assignment import Basis, Wanted
from supervision.matching import people as matching
from supervision.matching.ranking import Match, rank


def choosable(incident) -> list[Match]:
    """Those in turn first; after them, on the way of the line, the supervisors of other teams. Never whoever has it."""
    wants = Wanted(incident)
    found = [match for match in assignment.fitting(incident) if match.person.pk != incident.assignee_id]
    others = list(_of_other_teams(incident, wants, {match.person.pk for match in found})) if _is_of_line(incident) else []
    looked_at = matching.of_people(incident, [*(match.person for match in found), *others], wants.may)
    known = matching.with_acquaintance(incident, looked_at.values())
    ranked = {one.key: (one, factors) for one, factors in rank(wants.asked, known)}
    in_turn = [Match(m.person, m.basis, _factors(ranked, m)) for m in found]
    keys = {str(person.pk) for person in others}
    return in_turn + [Match(one.person, Basis.CHOSEN, factors) for key, (one, factors) in ranked.items() if key in keys]


def _is_of_line(incident):
    return incident.route == Route.LINE


def _of_other_teams(incident, wants, known):
    for person in User.objects.with_role(incident.organisation, Role.SUPERVISOR):
        is_new = person.pk not in known and person.pk != incident.assignee_id
        if is_new and wants(person):
            yield person


def _factors(ranked, match):
    """A lead in turn is asked however many reports she has open: then only how she came in turn is told."""
    return ranked[str(match.person.pk)][1] if str(match.person.pk) in ranked else match.factors


def first_in_turn(incident):
    """Who would have it if nobody chose; None where nobody fits."""
    match = next(assignment.fitting(incident), None)
    return match.person if match else None

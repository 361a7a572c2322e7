"""The ladder as one table: who is told after whom, by the route of the report; whoever is walled off is passed over."""

from accounts.models import User
from accounts.roles import Right, Role
from boundaries.choices import Route
from supervision import assignment, presence
from supervision.ladder import rota
from supervision.models import Alarm, Deadline

Rung = Alarm.Rung

# what goes straight to safeguarding starts at the top; what goes past the line never comes near it
RUNGS = {
    Route.LINE: (Rung.OWNER, Rung.COVER, Rung.ON_CALL, Rung.LEAD, Rung.SAFEGUARDING),
    Route.SAFEGUARDING: (Rung.SAFEGUARDING, Rung.OWNER, Rung.COVER, Rung.ON_CALL, Rung.LEAD),
    Route.INDEPENDENT: (Rung.SAFEGUARDING, Rung.OWNER),
}


def _owner(deadline):
    return [deadline.owner]


def _cover(deadline):
    """Whoever stands in for an owner who is away."""
    stand_in = presence.stand_in(deadline.owner) if deadline.owner_id else None
    return [] if stand_in == deadline.owner else [stand_in]


def _on_call(deadline):
    team = deadline.incident.team_id
    return [shift.user for shift in rota.running(deadline.organisation_id, team)]


def _leads(deadline):
    team = deadline.incident.team
    return [team.lead if team else None, *User.objects.with_role(deadline.organisation, Role.LEAD)]


def _safeguarding(deadline):
    """Past the line: a lead only where no safeguarding lead is eligible, those of the line itself last."""
    if deadline.incident.route == Route.INDEPENDENT:
        return assignment.deciders(deadline.incident)
    return User.objects.with_role(deadline.organisation, Role.SAFEGUARDING_LEAD)


PEOPLE = {
    Rung.OWNER: _owner,
    Rung.COVER: _cover,
    Rung.ON_CALL: _on_call,
    Rung.LEAD: _leads,
    Rung.SAFEGUARDING: _safeguarding,
}


def may_be_told(deadline, person, at=None) -> bool:
    """There, able to do what is owed, neither the reporter nor part of the event."""
    is_able = deadline.kind != Deadline.Kind.DECISION or person.has_right(Right.DECIDE) or person.pk == deadline.owner_id
    return is_able and assignment.is_eligible(deadline.incident, person) and not presence.is_away(person, at)


def next_turn(deadline, rung=None) -> "tuple[str, User] | None":
    """(rung, person) above this rung, or at the beginning; once the top is passed, whoever was left out below.

    Nobody is told twice, so the ladder has an end: None.
    """
    order = RUNGS[deadline.incident.route]
    told = set(deadline.alarms.values_list("user_id", flat=True))
    above = order[order.index(rung) + 1 :] if rung in order else order
    for each in (*above, *order):
        for person in PEOPLE[each](deadline):
            if person is not None and person.pk not in told and may_be_told(deadline, person):
                return each, person
    return None


def turn_on_call(deadline) -> "tuple[str, User] | None":
    """Whoever is on call now."""
    if Rung.ON_CALL not in RUNGS[deadline.incident.route]:
        return None
    people = (person for person in _on_call(deadline) if may_be_told(deadline, person))
    return next(((Rung.ON_CALL, person) for person in people), None)


def turn_ahead(deadline) -> "tuple[str, User] | None":
    """Of an obligation that falls due when nobody can answer: on call now, else next on call before, else a lead."""
    on_call = turn_on_call(deadline)
    if on_call or Rung.ON_CALL not in RUNGS[deadline.incident.route]:
        return on_call or next_turn(deadline)
    for shift in rota.coming(deadline.organisation_id, deadline.incident.team_id, deadline.due_at):
        if may_be_told(deadline, shift.user, shift.starts_at):
            return Rung.ON_CALL, shift.user
    return next_turn(deadline, Rung.ON_CALL)

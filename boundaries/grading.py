"""How grave a report is and whom it reaches first: the kind under the organisation's rule, and what the answers add.

One pure function weighs for a report that is sent, a draft, and a rule that is only tried out (supervision/simulating.py).
"""

from dataclasses import dataclass

from boundaries.choices import Kind, Route, StaffPart
from boundaries.facts import CONCERN, Facts
from boundaries.models.link import IncidentLink
from policies.models import EventType
from policies.models.event_type import Gravity
from policies.raising import gravest, rules_raising

FURTHER = (Route.LINE, Route.SAFEGUARDING, Route.INDEPENDENT)
URGENT = "urgent"


@dataclass(frozen=True)
class Graded:
    """`grounds`: why, as {"why": code, "to": gravity, "urgent" or a route, "rule": number of the rule, None: built in}."""

    gravity: str
    route: str
    urgent: bool
    grounds: list[dict]


def grade(incident) -> tuple[str, str, bool]:
    """(gravity, route, urgent) as it would be sent now; gravity only ever shortens the time to answer."""
    graded = assess(incident.event_kind, Facts(incident))
    return graded.gravity, graded.route, graded.urgent


def assess(kind, facts: Facts) -> Graded:
    """`kind` is a Kind of policies/kinds.py, or None where no kind was chosen (a question has none)."""
    incident = facts.incident
    grounds = [*_of_kind(kind, facts), *_raised(kind, facts)]
    gravity = gravest([Gravity.S0, *(ground["to"] for ground in grounds)])
    is_urgent = gravity == Gravity.S4 or incident.safety_concern in CONCERN
    if incident.safety_concern in CONCERN:
        grounds.append(_ground("safety", URGENT, answer=incident.safety_concern))
    ways = [_ground("gravest", Route.SAFEGUARDING)] if gravity == Gravity.S4 else []
    ways += [*_past_the_line(kind, incident), *_followed(incident)]
    route = max([Route.LINE, *(way["to"] for way in ways)], key=FURTHER.index)
    return Graded(gravity, route, is_urgent, [*grounds, *(way for way in ways if way["to"] == route)])


def _ground(why, to, rule=None, **more) -> dict:
    return {"why": why, "to": str(to), "rule": rule} | more


def _of_kind(kind, facts):
    """What the kind is by itself, and its way to safeguarding: always, or by its question; unsure counts as yes."""
    if kind is None:
        return
    yield _ground("kind", kind.gravity, kind.number)
    answer = facts.incident.condition_answer
    if kind.safeguarding == EventType.Safeguarding.ALWAYS:
        yield _ground("always", Gravity.S4, kind.number)
    elif kind.safeguarding == EventType.Safeguarding.CONDITION and answer in CONCERN:
        yield _ground("condition", Gravity.S4, kind.number, answer=answer)


def _raised(kind, facts):
    """Only what could make it graver than its kind is looked at."""
    for rule in rules_raising(kind.raising, kind.gravity) if kind else ():
        if rule["when"] in facts:
            yield _ground(rule["when"], rule["to"], kind.number, **_numbers(rule["when"], facts))


def _numbers(why, facts) -> dict:
    """How many in how many days were many at that time."""
    counted = why in ("repeated", "repeated_pair")
    return {"count": facts.repetition.count, "days": facts.repetition.days} if counted else {}


def _past_the_line(kind, incident):
    """A report about the line itself, or one where the reporter cannot say who is part of it."""
    if kind is not None and kind.route == Route.INDEPENDENT:
        yield _ground("about_the_line", Route.INDEPENDENT)
    if incident.staff_part == StaffPart.CANNOT_SAY:
        yield _ground("cannot_say", Route.INDEPENDENT)


def _followed(incident):
    """What goes on from a record that went past the line does not come back to it."""
    if incident.kind != Kind.QUESTION:
        return []
    routes = incident.links.filter(relation=IncidentLink.Relation.FOLLOWS).values_list("target__route", flat=True)
    return [_ground("follows", route) for route in routes if route != Route.LINE]

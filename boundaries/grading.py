"""How grave a report is and whom it reaches first: the event type's default, and what the answers add."""

from boundaries.choices import Kind, Route, StaffPart, YesNoUnsure
from boundaries.models.link import IncidentLink
from policies.models import EventType
from policies.models.event_type import Gravity

CONCERN = (YesNoUnsure.YES, YesNoUnsure.UNSURE)
FURTHER = (Route.LINE, Route.SAFEGUARDING, Route.INDEPENDENT)


def goes_to_safeguarding(incident) -> bool:
    """Kinds that always do, and kinds whose question was answered yes; unsure counts as yes."""
    event_type = incident.event_type
    if event_type is None or event_type.safeguarding == EventType.Safeguarding.NO:
        return False
    if event_type.safeguarding == EventType.Safeguarding.ALWAYS:
        return True
    return incident.condition_answer in CONCERN


def grade(incident) -> tuple[str, str, bool]:
    """(gravity, route, urgent) at the moment of sending; gravity only ever shortens the time to answer."""
    urgent = incident.safety_concern in CONCERN
    gravity = incident.event_type.gravity if incident.event_type else Gravity.S0
    if goes_to_safeguarding(incident):
        gravity, urgent = Gravity.S4, True
        route = Route.SAFEGUARDING
    else:
        route = Route.LINE
    if goes_past_the_line(incident):
        route = Route.INDEPENDENT
    return gravity, max([route, *_routes_followed(incident)], key=FURTHER.index), urgent


def _routes_followed(incident) -> list[str]:
    """What goes on from a record that went past the line does not come back to it."""
    if incident.kind != Kind.QUESTION:
        return []
    return list(incident.links.filter(relation=IncidentLink.Relation.FOLLOWS).values_list("target__route", flat=True))


def goes_past_the_line(incident) -> bool:
    """A report about the line itself, or one where the reporter cannot say who is part of it."""
    kind_does = incident.event_type is not None and incident.event_type.route == Route.INDEPENDENT
    return kind_does or incident.staff_part == StaffPart.CANNOT_SAY

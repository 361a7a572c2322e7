"""Who hears of what on a record while people come and go: functions for the table in supervision/notices.py."""

from boundaries import rights
from supervision import assignment, presence
from supervision.models import Deadline

ANSWERS_OWED = (Deadline.Kind.REPLY, Deadline.Kind.URGENT, Deadline.Kind.PROMISE)


def answering(incident, happening):
    """Whoever is there to answer: the owner of what was opened just now, or is owed; else who stands in for the assignee."""
    if "owner" in happening.details:
        return [happening.details["owner"]]
    owed = incident.deadlines.open().filter(kind__in=ANSWERS_OWED).exclude(owner=None)
    row = owed.select_related("owner").order_by("due_at").first()
    person = row.owner if row else presence.owner_for(incident, incident.assignee)
    reads = person is not None and (person.pk == incident.assignee_id or rights.reads(incident, person))
    return [person if reads else incident.assignee]


def deciding(incident, happening):
    """Whoever owes the decision: the person who was asked, or who stands in for her."""
    row = incident.deadlines.open().filter(kind=Deadline.Kind.DECISION).select_related("owner").first()
    return [row.owner if row else incident.escalated_to]


def new_owners(incident, happening):
    return [person for person in happening.details["owners"].values() if person != happening.details["person"]]


def given_back(incident, happening):
    return [person for person in happening.details["owners"].values() if person == happening.details["person"]]


def told_of_return(incident, happening):
    return [incident.reporter] if happening.details["called_off"] else []


def leads_of_the_gone(incident, happening):
    """Who stood in and cannot any more leaves a gap that a lead must know of."""
    if "stood_in" not in happening.data:
        return []
    return [person for person in assignment.deciders(incident)[:1] if person.pk not in happening.details["owners"]]

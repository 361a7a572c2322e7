"""Where a record stands with its exceptions: which rules can be excepted from, what is asked, who may decide about it."""

from accounts.roles import Right
from boundaries import rights
from boundaries.models import ReasonedException
from policies import norms
from policies.models import Clause
from policies.models.policy import steps_of
from supervision import assignment


def clauses_for(incident) -> list[Clause]:
    """The norms that held when it happened, and the steps of the protocol under which it was filed."""
    at = incident.occurred_at or incident.submitted_at
    held = norms.in_force(incident.organisation_id, at, incident.event_type_id)
    return [*held, *(steps_of(incident.protocol_version_id) if incident.protocol_version_id else ())]


def exceptions_of(incident) -> list[ReasonedException]:
    rows = ReasonedException.objects.filter(incident=incident).order_by("asked_at", "pk")
    return list(rows.select_related("clause__version", "asked_by__profile", "decided_by__profile"))


def waiting(incident) -> ReasonedException | None:
    """The one that is not decided yet."""
    rows = ReasonedException.objects.filter(incident=incident, decided_at=None)
    return rows.select_related("clause__version", "asked_by").first()


def is_approved(incident) -> bool:
    return ReasonedException.objects.filter(incident=incident, is_approved=True).exists()


def may_decide(incident, user) -> bool:
    """A lead who reads it and answers for it: never the reporter, whoever is named, or whoever asked."""
    if not user.has_right(Right.DECIDE) or not rights.answers(incident, user):
        return False
    row = waiting(incident)
    return row is None or row.asked_by_id != user.pk


def deciders(incident, asker) -> list:
    return assignment.deciders(incident, besides=asker)

"""What counts as repeating itself: four rules, each with what it counts and by which subject its tasks are told apart.

Not counted are reports past the line and those in which somebody who works here is part (boundaries/repetition.py); where
people could be told apart, neither those behind a pseudonym; and never a slip of the reporter's own: whoever tells of
hers is thanked, and no pattern grows out of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boundaries.choices import Kind, Route, StaffPart, StartedBy
from supervision.models import PatternTask

Of = PatternTask.Rule


@dataclass(frozen=True)
class Earlier:
    """A report that came before, with what the rules ask of it."""

    incident: UUID
    at: datetime
    kind: UUID
    client: UUID | None
    reporter: UUID
    is_unnamed: bool
    started_by: str


@dataclass(frozen=True)
class Rule:
    """`subject(incident)`: what repeats itself, as the fields of its task; None where the rule says nothing about it."""

    of: str
    subject: Callable
    is_like: Callable
    of_team: bool = False


def _client_kind(incident):
    return {"client_id": incident.client_id, "event_type_id": incident.event_type_id} if incident.client_id else None


def _pair(incident):
    if incident.client_id is None or incident.behind_pseudonym:
        return None
    return {"client_id": incident.client_id, "reporter_id": incident.reporter_id}


def _family(incident):
    is_theirs = incident.client_id is not None and incident.started_by == StartedBy.RELATIVE
    return {"client_id": incident.client_id} if is_theirs else None


def _team_kind(incident):
    if incident.team_id is None or incident.behind_pseudonym:
        return None
    return {"team_id": incident.team_id, "event_type_id": incident.event_type_id}


# in the order in which tasks are opened and held, the same for everybody: two who send at once wait for each other
RULES = (
    Rule(Of.CLIENT_KIND, _client_kind, lambda row, incident: row.kind == incident.event_type_id),
    Rule(Of.PAIR, _pair, lambda row, incident: row.reporter == incident.reporter_id and not row.is_unnamed),
    Rule(Of.FAMILY, _family, lambda row, incident: row.started_by == StartedBy.RELATIVE),
    Rule(Of.TEAM_KIND, _team_kind, lambda row, incident: not row.is_unnamed, of_team=True),
)


def is_counted(incident) -> bool:
    """Whether this report, just sent, may be part of any pattern."""
    return (
        incident.kind == Kind.INCIDENT
        and incident.event_type_id is not None
        and incident.started_by != StartedBy.ME
        and incident.route in (Route.LINE, Route.SAFEGUARDING)
        and incident.staff_part in ("", StaffPart.NO)
        and not list(incident.named.all())
    )


def key_of(subject) -> str:
    """A subject as text: one open task for each, which the database watches over."""
    return ":".join(value.hex for _name, value in sorted(subject.items()))

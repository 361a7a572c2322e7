"""Keeping the rows by which likes are found: written when a report is sent, marked when it is answered."""

from django.utils import timezone

from audit.door import declare_consequences
from audit.inserting import insert
from supervision.models import Likeness, Message

REASON = {True: "yes", False: "no", None: ""}
# where the message of an event stands in its details
ANSWERING = ("incident_acknowledged", "message_sent", "incident_decided", "incident_resolved")


def reason_of(incident) -> str:
    """Whether the client gave a reason, as it is looked up."""
    return REASON[incident.reason_given]


def keep(incident, happening):
    """A question has no kind, and no likes."""
    if incident.event_type_id is not None:
        insert(_entry(incident))


def _entry(incident):
    return Likeness(
        incident=incident,
        organisation_id=incident.organisation_id,
        team_id=incident.team_id,
        client_id=incident.client_id,
        event_type_id=incident.event_type_id,
        language=incident.language,
        reason=reason_of(incident),
        submitted_at=incident.submitted_at,
    )


def mark_answered(incident, happening):
    """With its first whole reply; what asked for more time or asked back is nothing to learn from."""
    said = happening.details.get("message", happening.details)
    if happening.act == "incident_resolved" or said.get("kind") == Message.Kind.REPLY:
        Likeness.objects.filter(incident=incident, answered_at=None).update(answered_at=timezone.now())


def declare():
    declare_consequences({"incident_submitted": [keep]} | {event: [mark_answered] for event in ANSWERING})

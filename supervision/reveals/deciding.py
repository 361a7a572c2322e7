"""Who decides whether a name is opened, and what waits for whom."""

from accounts.roles import Right, Role
from boundaries.choices import YesNoUnsure
from boundaries.models import Incident, Reveal
from supervision import assignment

MOST = 50


def deciders(incident, asker) -> list:
    """Those who decide for the service: neither whoever asks, nor the reporter, nor anybody named in the report."""
    return assignment.deciders(incident, besides=asker)


def waiting_for(user) -> list[Reveal]:
    """What this person may decide now, the oldest first."""
    if not user.has_right(Right.DECIDE):
        return []
    rows = Reveal.objects.filter(decided_at=None, incident__in=Incident.objects.visible_to(user).sent().values("pk"))
    rows = rows.filter(incident__organisation_id=user.organisation_id).exclude(asked_by=user)
    related = ("incident__organisation", "incident__event_type", "incident__event_rule", "asked_by")
    rows = rows.select_related(*related).order_by("asked_at")
    return [row for row in rows[:MOST] if user in deciders(row.incident, row.asked_by)]


def at_once(reveal, user) -> bool:
    """Somebody is in danger: the safeguarding lead opens it in one tap."""
    return reveal.incident.safety_concern == YesNoUnsure.YES and user.has_role(Role.SAFEGUARDING_LEAD)

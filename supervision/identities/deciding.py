"""Who decides whether an auditor learns the names in a record, and what waits for whom."""

from accounts.roles import Right
from boundaries.models import Incident
from supervision import assignment
from supervision.models import IdentityReveal

MOST = 50


def deciders(incident, asker, auditor) -> list:
    """Those who decide for the service: neither whoever asks, nor whoever would read, nor anybody named in the report."""
    return [person for person in assignment.deciders(incident, besides=asker) if person != auditor]


def waiting_for(user) -> list[IdentityReveal]:
    """What this person may decide now, the oldest first."""
    if not user.has_right(Right.DECIDE):
        return []
    rows = IdentityReveal.objects.filter(decided_at=None, incident__in=Incident.objects.visible_to(user).sent().values("pk"))
    rows = rows.filter(incident__organisation_id=user.organisation_id).exclude(asked_by=user).exclude(auditor=user)
    related = ("incident__organisation", "incident__event_type", "incident__event_rule", "asked_by", "auditor")
    rows = rows.select_related(*related).order_by("asked_at")
    return [row for row in rows[:MOST] if user in deciders(row.incident, row.asked_by, row.auditor)]

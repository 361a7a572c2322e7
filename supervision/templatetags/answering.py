"""{% who_answers incident %}: for the reporter who waits, who is there for her and when that person usually answers."""

from django import template
from django.utils import timezone

from accounts.availability import usually
from supervision import presence
from supervision.moments import Clock

register = template.Library()


@register.inclusion_tag("supervision/_who_answers.html")
def who_answers(incident):
    """Of her assignee, or of whoever stands in while that one is away: until when, never why."""
    if incident.assignee is None:
        return {"usually": ""}
    away = presence.absence_of(incident.assignee, timezone.now())
    there = presence.owner_for(incident, incident.assignee) if away else incident.assignee
    return {
        "away": incident.assignee.short_name if away and there != incident.assignee else "",
        "until": Clock(incident.organisation).full(away.ends_at) if away else "",
        "there": there.short_name if there else "",
        "usually": usually(there) if there else "",
    }

"""Whose absences somebody may know of: asked by the calendar, and by every sentence that would say when."""

from django.db.models import Q

from accounts.roles import Right
from supervision.models import Absence


def visible_to(user):
    """One's team, oneself, and whom one stands in for; whoever answers for the service sees everybody."""
    rows = Absence.objects.filter(organisation=user.organisation_id).select_related("staff", "cover", "staff__organisation")
    if user.has_right(Right.DECIDE):
        return rows
    reach = Q(staff=user) | Q(cover=user)
    if user.team is not None:
        reach |= Q(staff__profile__team=user.team)
    return rows.filter(reach)

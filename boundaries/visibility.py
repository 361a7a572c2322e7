"""Who sees which incident: the one queryset through which every page, list, search and export goes."""

from django.db import models
from django.utils import timezone

from accounts.roles import Right
from boundaries.choices import OPEN, Route, Status


class IncidentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Incidents that this person may see. Walls beat roles: whoever is named in one is outside of it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return (
            self.filter(organisation_id=user.organisation_id)
            .filter(_own(user) | (_sent() & _within_reach(user)))
            .exclude(_walled_off(user))
        )

    def own(self, user):
        """What this person reported herself, drafts included."""
        return self.visible_to(user).filter(reporter=user)

    def sent(self):
        return self.exclude(status=Status.DRAFT)

    def open(self):
        return self.filter(status__in=OPEN)


def _own(user):
    return models.Q(reporter=user)


def _sent():
    return ~models.Q(status=Status.DRAFT)


def _within_reach(user):
    """By role, by assignment, or through a door that was opened for this person."""
    from boundaries.models import Access

    doors = Access.objects.filter(user=user).filter(models.Q(until=None) | models.Q(until__gt=timezone.now()))
    reach = models.Q(assignee=user) | models.Q(pk__in=doors.values("incident"))
    if user.has_right(Right.READ_PSEUDONYMISED) or user.has_role("safeguarding_lead"):
        return reach | models.Q(organisation_id=user.organisation_id)
    if user.has_right(Right.READ_SERVICE):
        return reach | ~models.Q(route=Route.INDEPENDENT)
    if user.has_right(Right.READ_TEAM) and user.team:
        return reach | (models.Q(team=user.team) & ~models.Q(route=Route.INDEPENDENT))
    return reach


def _walled_off(user):
    from boundaries.models import NamedPerson

    return models.Q(pk__in=NamedPerson.objects.filter(user=user).values("incident"))

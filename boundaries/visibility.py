"""Who sees which incident: the one queryset through which every page, list, search and export goes."""

from django.db import models
from django.utils import timezone

from accounts.roles import Right
from boundaries import mandates
from boundaries.choices import OPEN, Route, Status


class Literally(models.Func):
    """A condition with its values written out: SQLite proves a partial index from literals only, not parameters."""

    output_field = models.BooleanField()

    def __init__(self, field, condition, **more):
        super().__init__(field, template=f"%(expressions)s {condition}", **more)


IS_OPEN = Literally("status", f"IN ({', '.join(repr(str(status)) for status in OPEN)})")
IS_ESCALATED = Literally("status", f"= '{Status.ESCALATED}'")
IS_PAST_THE_LINE = Literally("route", f"= '{Route.INDEPENDENT}'")
NOTHING = models.Q(pk__in=[])


class IncidentQuerySet(models.QuerySet):
    def visible_to(self, user, at=None):
        """Incidents that this person may see. Walls beat roles: whoever is named in one is outside of it.

        Nobody is walled off from her own report, so that naming oneself loses nothing. Doors count as they stand
        `at` a moment, by default now.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(organisation_id=user.organisation_id).filter(
            _own(user) | (_sent() & _within_reach(user, at) & ~_walled_off(user))
        )

    def own(self, user):
        """What this person reported herself, drafts included."""
        return self.visible_to(user).filter(reporter=user)

    def in_hand_of(self, user):
        """One's own, and the drafts that this person writes for a colleague; a draft is in one hand, the writer's."""
        if not user.is_authenticated or not user.is_active or not user.reaches_own:
            return self.none()
        own = models.Q(reporter=user) & ~models.Q(status=Status.DRAFT, on_behalf__isnull=False)
        written = models.Q(status=Status.DRAFT, on_behalf__filed_by=user)
        return self.filter(own | written, organisation_id=user.organisation_id)

    def filed_by(self, user):
        """What this person wrote for colleagues, for its receipt alone: afterwards she reads it only where visible_to()
        lets her."""
        rows = self.none() if not user.is_active else self.filter(on_behalf__filed_by=user)
        return rows.filter(organisation_id=user.organisation_id)

    def sent(self):
        return self.exclude(status=Status.DRAFT)

    def open(self):
        return self.filter(IS_OPEN)

    def escalated(self):
        return self.filter(IS_ESCALATED)

    # -- visible_to() without one's own, in two halves that an index can serve in order (the queue) -------------

    def seen_by_role(self, user):
        """What a person's role opens: a team, the service, everything. A test holds both halves to visible_to()."""
        by_role = _by_role(user)
        if by_role is None:
            return self.none()
        return self.sent().filter(by_role, organisation_id=user.organisation_id)._of_others(user)

    def seen_in_person(self, user):
        """What somebody sees beyond that: assigned to her, or through a door."""
        beyond = _beyond_role(user)
        if beyond is None:
            return self.none()
        return self.sent().filter(beyond, _in_person(user), organisation_id=user.organisation_id)._of_others(user)

    def ids_open_in_person(self, user):
        """Candidates for seen_in_person() among the open ones: small index look-ups, walls not asked yet."""
        beyond = _beyond_role(user)
        if beyond is None:
            return self.none().values_list("pk", flat=True)
        rows = self.open().filter(beyond)
        if user.has_right(Right.READ_SERVICE) and user.scope is None:  # few go past the line: each is asked for its door
            rows = rows.filter(models.Q(assignee=user) | _has_door(user), organisation_id=user.organisation_id)
            return rows.order_by("pk").values_list("pk", flat=True)
        doors = rows.filter(pk__in=_doors(user)).values_list("pk", flat=True)
        return rows.filter(assignee=user).values_list("pk", flat=True).union(doors)

    def _of_others(self, user):
        return self.exclude(reporter=user).exclude(_walled_off(user))


def _own(user):
    return models.Q(reporter=user) if user.reaches_own else NOTHING


def _sent():
    return ~models.Q(status=Status.DRAFT)


def _within_reach(user, at):
    """By role, by assignment, or through a door that was opened for this person."""
    by_role = _by_role(user)
    if by_role is None:
        return _in_person(user, at)
    return _in_person(user, at) | by_role if by_role else models.Q(organisation_id=user.organisation_id)


def _by_role(user):
    """What the role alone opens within the organisation: an empty Q for everything, None for nothing."""
    if user.has_role("safeguarding_lead"):
        return models.Q()
    in_line = _in_line(user)
    if not user.has_right(Right.READ_PSEUDONYMISED):
        return in_line
    audited = mandates.within(user)
    return audited | in_line if audited and in_line is not None else audited


def _in_line(user):
    """What whoever answers reads of her team or service; None for nobody's."""
    if user.has_right(Right.READ_SERVICE):
        return ~models.Q(route=Route.INDEPENDENT)
    if user.has_right(Right.READ_TEAM) and user.team:
        return models.Q(team=user.team) & ~models.Q(route=Route.INDEPENDENT)
    return None


def _beyond_role(user):
    """What the role does not open: an empty Q where it opens nothing, None where nothing is left or in reach."""
    by_role = _by_role(user)
    if not user.reaches_others:
        return None
    if by_role is None:
        return models.Q()
    if not by_role:
        return None
    is_wide = user.has_right(Right.READ_SERVICE) and user.scope is None
    return models.Q(IS_PAST_THE_LINE) if is_wide else ~by_role


def _in_person(user, at=None):
    return models.Q(assignee=user) | models.Q(pk__in=_doors(user, at)) if user.reaches_others else NOTHING


def _doors(user, at=None):
    return _open_doors(user, at).values("incident")


def _has_door(user):
    return models.Exists(_open_doors(user).filter(incident=models.OuterRef("pk")))


def _open_doors(user, at=None):
    from boundaries.models import Access

    rows = Access.objects.filter(user=user)
    return rows.filter(models.Q(until=None) | models.Q(until__gt=at or timezone.now()))


def _walled_off(user):
    from boundaries.models import NamedPerson

    return models.Q(pk__in=NamedPerson.objects.filter(user=user).values("incident"))

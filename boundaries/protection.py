"""Who has reported lately is protected: her shifts, clients and team are not changed without a lead's reason.

Code that changes one of them asks must_give_reason() for the page and calls check_change() before it writes; saving a
StaffProfile with another team and deleting a CareRelation do that by themselves. QuerySet.update() passes models by:
use it for neither. The room above says whether a reason was given in this transaction (declare_given).

Ask for the reason of everybody, protected or not: a page that asked only sometimes would tell who has reported.
"""

import datetime
from collections.abc import Callable

from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import StaffProfile, User
from boundaries.choices import Status
from boundaries.models import CareRelation, Incident
from policies.models import ServiceStandard

SHIFTS, CLIENT, TEAM = "shifts", "client", "team"
_given: list[Callable] = []


class ChangeNeedsReason(Exception):
    """A protected person's shifts, client or team may not be changed like this; `what` says which."""

    def __init__(self, what):
        self.what = what
        super().__init__(_("A lead has to record a reason before this can be changed."))


def declare_given(function: Callable) -> None:
    """`function(person, what)`: was a reason recorded in the transaction that is running?"""
    _given.append(function)


def last_report(person) -> "datetime.datetime | None":
    """When she reported last, if she is still protected by it."""
    days = ServiceStandard.at(person.organisation_id).protected_days
    since = timezone.now() - datetime.timedelta(days=days)
    sent = Incident.objects.filter(reporter=person, submitted_at__gt=since).exclude(status=Status.DRAFT)
    return sent.order_by("-submitted_at").values_list("submitted_at", flat=True).first()


def must_give_reason(person) -> bool:
    return last_report(person) is not None


def check_change(person, what) -> None:
    """Raises ChangeNeedsReason, unless she is not protected or a reason was recorded in this transaction."""
    if must_give_reason(person) and not any(given(person, what) for given in _given):
        raise ChangeNeedsReason(what)


def _team_changes(sender, instance, raw=False, **more):
    if instance._state.adding or raw:
        return
    former = StaffProfile.objects.filter(pk=instance.pk).values_list("team_id", flat=True).first()
    if former is not None and former != instance.team_id:
        check_change(User.objects.get(pk=instance.user_id), TEAM)


def _care_ends(sender, instance, **more):
    check_change(instance.caregiver, CLIENT)


def watch():
    pre_save.connect(_team_changes, sender=StaffProfile, dispatch_uid="boundaries.protection.team")
    pre_delete.connect(_care_ends, sender=CareRelation, dispatch_uid="boundaries.protection.care")

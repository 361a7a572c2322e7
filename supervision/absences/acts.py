"""Entering an absence and calling it off: events of the organisation's chain, and what follows on each record."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotPermitted
from supervision import notices, presence
from supervision.absences import affected, moving, rules, steps
from supervision.models import Absence


@transaction.atomic
def enter(organisation, by, *, staff, starts_at, ends_at, cover, kind=Absence.Kind.LEAVE) -> Absence:
    """The new absence, with all that is owed taken care of and everybody told. Raises ValidationError, NotPermitted."""
    details = {"staff": staff, "starts_at": starts_at, "ends_at": ends_at, "cover": cover, "kind": kind}
    happening = record(organisation, "enter_absence", by=by, **details)
    absence = happening.details["absence"]
    moving.take_over(absence)
    _tell_the_cover(absence, "cover_asked", by)
    return absence


@transaction.atomic
def call_off(absence, by) -> Absence:
    """Not going after all, or back early: everything comes back at once. Raises NotPermitted, NotNow."""
    record(absence.organisation, "call_off_absence", by=by, absence=absence.pk)
    absence.refresh_from_db()
    is_back = not presence.is_away(absence.staff)
    for incident in list(affected.covered_now(absence.staff)):
        told = is_back and moving.is_arranged(incident, absence)
        moving.attempt(incident, "end_cover", absence=absence, person=absence.staff, called_off=told)
    _tell_the_cover(absence, "cover_called_off", by)
    return absence


def _tell_the_cover(absence, kind, by):
    """For whom and when she finds in the calendar."""
    if absence.cover is not None and absence.cover != by:
        notices.notify(None, absence.cover, kind, address=reverse("calendar"))


def may_enter_for(by, staff) -> bool:
    """One's own; whoever answers for the service enters anybody's (a colleague rings in sick at seven)."""
    return by is not None and staff is not None and (by.pk == staff.pk or by.has_right(Right.DECIDE))


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.ANSWER)


def _enter(organisation, by, staff, starts_at, ends_at, cover, kind):
    if not may_enter_for(by, staff):
        raise NotPermitted("enter_absence")
    rules.check(organisation, by, staff=staff, starts_at=starts_at, ends_at=ends_at, cover=cover)
    absence = Absence(
        organisation_id=organisation.pk, staff=staff, starts_at=starts_at, ends_at=ends_at, cover=cover, kind=kind,
        entered_by=by,
    )  # fmt: skip
    absence.clean_fields(exclude=["organisation", "staff", "cover", "entered_by"])
    absence.save(force_insert=True)
    return [absence]


def _still_runs(organisation, absence, **details):
    rows = Absence.objects.filter(pk=absence, organisation=organisation, cancelled_at=None, over_at=None)
    return [] if rows.filter(ends_at__gt=timezone.now()).exists() else ["absence_over"]


def _call_off(organisation, by, absence):
    row = Absence.objects.select_related("staff", "cover").get(pk=absence)
    if not may_enter_for(by, row.staff):
        raise NotPermitted("call_off_absence")
    now = timezone.now()
    row.cancelled_at, row.cancelled_by, row.over_at = now, by, now
    row.save(update_fields=["cancelled_at", "cancelled_by", "over_at"])
    return [row]


def _name_absence(organisation, happening):
    """Which absence and of whom, for the auditor; the reason stays in its digest."""
    row = happening.details.get("absence")
    if not isinstance(row, Absence):
        key = next(key for key in happening.digests if key.startswith("supervision.absence:")).split(":")[1]
        row = happening.details["absence"] = Absence.objects.select_related("staff", "cover").get(pk=row or key)
    happening.data |= {"absence": str(row.pk), "staff": str(row.staff_id)}


ACTS = {
    "enter_absence": Act("absence_entered", _may, _enter, kind=chain.ACCESS),
    "call_off_absence": Act("absence_called_off", _may, _call_off, _still_runs, kind=chain.ACCESS),
}


def declare():
    for name, act in ACTS.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_name_absence]})
    moving.declare()
    steps.declare()

"""What the clock does about absences: they begin, they end, and somebody who stood in may be gone."""

from django.db import transaction
from django.utils import timezone

from audit.errors import NotNow
from supervision import clock
from supervision.absences import affected, moving
from supervision.models import Absence, Deadline


def _to_begin(now):
    rows = Absence.objects.filter(cancelled_at=None, begun_at=None, starts_at__lte=now)
    return clock.in_batches(rows.select_related("staff__organisation"), "starts_at")


def _to_end(now):
    rows = Absence.objects.filter(over_at=None, ends_at__lte=now)
    return clock.in_batches(rows.select_related("staff__organisation"), "ends_at")


def _held(row, **still) -> Absence:
    """The row as it stands now, held; NotNow where another pass or a person was faster."""
    found = Absence.objects.select_for_update().filter(pk=row.pk, **still).first()
    if found is None:
        raise NotNow(["not_due"])
    return found


@transaction.atomic
def _begin(row):
    """What she still owes goes to whoever stands in; reporters who came to her since it was entered are told."""
    absence, now = _held(row, begun_at=None, cancelled_at=None), timezone.now()
    absence.begun_at = now
    absence.save(update_fields=["begun_at"])
    if absence.ends_at <= now:
        return  # nobody rang the clock while it lasted; what it moved comes back by the next step
    for incident in list(affected.conversations(absence.staff)):
        told = moving.is_arranged(incident, absence)
        moving.attempt(incident, "change_owner" if told else "arrange_cover", absence=absence, person=absence.staff)


@transaction.atomic
def _end(row):
    """What others still hold for her comes back."""
    absence = _held(row, over_at=None)
    absence.over_at = timezone.now()
    absence.begun_at = absence.begun_at or absence.over_at
    absence.save(update_fields=["begun_at", "over_at"])
    for incident in list(affected.covered_now(absence.staff)):
        moving.attempt(incident, "end_cover", absence=absence, person=absence.staff)


def _left_behind(now):
    """Obligations with a cover who cannot answer any more, of absences that last."""
    gone = Absence.objects.filter(over_at=None, ends_at__gt=now, starts_at__lte=now, cancelled_at=None)
    covers = list(gone.filter(cover__is_active=False).values_list("cover", flat=True).distinct())
    if not covers:
        return Deadline.objects.none()
    rows = Deadline.objects.open().filter(owner__in=covers, incident__isnull=False)
    return clock.in_batches(rows.select_related("incident", "owner"), "due_at")


def _replace(row):
    if not moving.attempt(row.incident, "change_owner", person=row.owner):
        raise NotNow(["not_due"])


def declare():
    """Before reminders and breaches, so that these reach whoever is there; who comes back before who leaves."""
    clock.declare_step("absence over", _to_end, _end)
    clock.declare_step("absence begun", _to_begin, _begin)
    clock.declare_step("cover replaced", _left_behind, _replace)

"""What the clock does about absences: they begin, they end, and somebody who stood in may be gone."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.errors import NotNow
from boundaries.models import Incident
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
    moving.take_over(absence)


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
    """What those who left still owe: as assignees of open records, as covers, or as whoever was to ask a client.

    Found by the records that are open and the absences that last, not by all that they ever owed.
    """
    gone = list(User.objects.filter(is_active=False).values_list("pk", flat=True))
    if not gone:
        return Deadline.objects.none()
    lasting = Absence.objects.filter(over_at=None, ends_at__gt=now, starts_at__lte=now, cancelled_at=None)
    covers = list(lasting.filter(cover__in=gone).values_list("cover", flat=True).distinct())
    assigned = Incident.objects.open().filter(assignee__in=gone).values("pk")
    rows = Deadline.objects.open().filter(
        Q(incident__in=assigned, owner__in=gone)
        | Q(owner__in=covers)
        | Q(kind=Deadline.Kind.CLIENT_VOICE, owner__in=gone)
    )
    return rows.filter(incident__isnull=False).select_related("incident", "owner").order_by("due_at")[: clock.BATCH]


def _replace(row):
    if not moving.attempt(row.incident, "change_owner", person=row.owner):
        raise NotNow(["not_due"])


def declare():
    """Before reminders and breaches, so that these reach whoever is there; who comes back before who leaves."""
    clock.declare_step("absence over", _to_end, _end)
    clock.declare_step("absence begun", _to_begin, _begin)
    clock.declare_step("passed on", _left_behind, _replace)

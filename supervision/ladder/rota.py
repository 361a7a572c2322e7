"""Who is on call: the shifts of a team and of the whole service at a moment."""

from django.db.models import F, Q
from django.utils import timezone

from supervision.models import OnCallShift, Rota


def keeps_rota(organisation_id) -> bool:
    """Without a single shift there is no rota, and so no gap in it."""
    return Rota.objects.filter(organisation_id=organisation_id).exists()


def shifts(organisation_id, start, end):
    """Everything that stands between two moments, in order."""
    rows = OnCallShift.objects.filter(organisation_id=organisation_id, cancelled_at=None, ends_at__gt=start)
    return rows.filter(starts_at__lt=end).select_related("user__profile__team", "team").order_by("starts_at", "id")


def running(organisation_id, team_id=None, at=None) -> list[OnCallShift]:
    """The shifts at this moment: the team's first, then the whole service's."""
    at = at or timezone.now()
    rows = _for(OnCallShift.objects.filter(organisation_id=organisation_id, cancelled_at=None, ends_at__gt=at), team_id)
    return list(rows.filter(starts_at__lte=at).order_by(F("team").asc(nulls_last=True), "starts_at", "id"))


def coming(organisation_id, team_id, before) -> list[OnCallShift]:
    """Shifts that begin between now and then, the next first."""
    now = timezone.now()
    rows = OnCallShift.objects.filter(organisation_id=organisation_id, cancelled_at=None, ends_at__gt=now)
    return list(_for(rows, team_id).filter(starts_at__gt=now, starts_at__lt=before).order_by("starts_at", "id"))


def duty_phone_of(person) -> str:
    """The number of the duty phone that this person has in her hands now; empty where she is not on call."""
    now = timezone.now()
    rows = OnCallShift.objects.filter(organisation_id=person.organisation_id, cancelled_at=None, user=person)
    shift = rows.filter(starts_at__lte=now, ends_at__gt=now).order_by("starts_at", "id").first()
    return shift.duty_phone if shift else ""


def look_again(organisation_id) -> None:
    """The rota has changed: the clock looks for gaps in its next pass."""
    now = timezone.now()
    if not Rota.objects.filter(organisation_id=organisation_id).update(next_look_at=now):
        Rota.objects.create(organisation_id=organisation_id, next_look_at=now)


def _for(rows, team_id):
    return rows.filter(Q(team=None) | Q(team_id=team_id)).select_related("user__organisation", "user__profile__team")

"""Hours in which nobody can answer: no shift of the team or the service, and outside of everybody's reply windows."""

import datetime
import zoneinfo
from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation, Team, User
from accounts.roles import Right, Role
from audit.door import record
from audit.errors import NotNow
from audit.inserting import insert
from supervision.ladder import rota, windows
from supervision.ladder.spans import joined, without
from supervision.models import Absence, Rota, RotaGap

AHEAD = datetime.timedelta(days=7)
LOOK_EVERY = datetime.timedelta(hours=1)


def gaps_of(organisation, now) -> list[tuple]:
    """(team, start, end) of the coming week, each as long as it lasts from this week's Monday on.

    From Monday on, so that a gap keeps its beginning, by which it is known, while time goes by.
    """
    left, right = _monday(organisation, now), now + AHEAD
    away = _absences(organisation, left, right)
    shifts = list(rota.shifts(organisation.pk, left, right))
    leads = _leads(organisation)
    found = []
    for team in Team.objects.filter(organisation=organisation).select_related(*LINE).order_by("name", "id"):
        covered = [span for shift in shifts if shift.team_id in (None, team.pk) for span in _of_shift(shift, away)]
        for person in {each.pk: each for each in (team.supervisor, team.lead, *leads) if _answers(each)}.values():
            covered += without(windows.open_spans(person, left, right), away[person.pk])
        found += [(team, *gap) for gap in without([(left, right)], joined(covered)) if gap[1] > now]
    return found


LINE = ("supervisor__profile", "supervisor__organisation", "lead__profile", "lead__organisation")


def _monday(organisation, now):
    local = now.astimezone(zoneinfo.ZoneInfo(organisation.time_zone))
    monday = (local - datetime.timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return monday.astimezone(datetime.UTC)


def _absences(organisation, left, right):
    rows = Absence.objects.filter(organisation=organisation, cancelled_at=None, ends_at__gt=left, starts_at__lt=right)
    away = defaultdict(list)
    for staff, start, end in rows.values_list("staff", "starts_at", "ends_at"):
        away[staff].append((start, end))
    return away


def _leads(organisation):
    people = User.objects.filter(organisation=organisation, is_active=True).select_related("profile", "organisation")
    return [person for person in people.order_by("id") if {Role.LEAD, Role.SAFEGUARDING_LEAD} & set(person.roles)]


def _answers(person):
    return person is not None and person.is_active and person.has_right(Right.ANSWER)


def _of_shift(shift, away):
    return without([(shift.starts_at, shift.ends_at)], away[shift.user_id]) if _answers(shift.user) else []


# -- the clock's part ----------------------------------------------------------------------------------------


def to_look(now):
    return Rota.objects.filter(next_look_at__lte=now).order_by("next_look_at")


def look(row) -> None:
    """Keep the gaps of one organisation as they are now, and tell the leads of the new ones, each once."""
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
        now = timezone.now()
        if not Rota.objects.filter(pk=row.pk, next_look_at__lte=now).update(next_look_at=now + LOOK_EVERY):
            raise NotNow(["not_due"])
        new = _keep(organisation, now)
        if new:
            record(organisation, "tell_gaps", by=None, gaps=new)
    if not new:
        raise NotNow(["not_due"])  # looked, and nothing is to be told


def _keep(organisation, now) -> list[RotaGap]:
    known = {(gap.team_id, gap.starts_at): gap for gap in RotaGap.objects.filter(_may_stand(now), organisation=organisation)}
    new = []
    for team, start, end in gaps_of(organisation, now):
        gap = known.pop((team.pk, start), None)
        if gap is None:
            new.append(insert(RotaGap(organisation=organisation, team=team, starts_at=start, ends_at=end)))
        elif (gap.ends_at, gap.filled_at) != (end, None):
            RotaGap.objects.filter(pk=gap.pk).update(ends_at=end, filled_at=None)
    live(now, pk__in=[gap.pk for gap in known.values()]).update(filled_at=now)
    return new


def _may_stand(now):
    return Q(starts_at__gte=now - AHEAD - datetime.timedelta(days=1))


def live(now, **of):
    """Gaps that last or are to come."""
    return RotaGap.objects.filter(filled_at=None, ends_at__gt=now, **of)

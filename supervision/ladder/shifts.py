"""Entering shifts into the rota and calling them off: what a shift must be, and the two acts with their events."""

import datetime
import re
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from supervision.ladder import rota
from supervision.models import Absence, OnCallShift
from supervision.moments import Clock

LONGEST = datetime.timedelta(days=7)
FURTHEST = datetime.timedelta(days=366)
MOST_WEEKS = 26
# E.164: a plus, the country, at most fifteen digits
NUMBER = re.compile(r"\+[1-9][0-9]{6,14}\Z")
WRITTEN = re.compile(r"[ ()/.\-\u00a0]")


def enter(organisation, by, *, user, team, starts_at, ends_at, duty_phone, weeks=1) -> list[OnCallShift]:
    """One shift, or the same in each of so many weeks: all of them or none. Raises ValidationError, NotPermitted."""
    number = number_of(duty_phone)
    times = list(_weekly(organisation, starts_at, ends_at, weeks))
    rows = [_shift(organisation, by, user, team, *time, number) for time in times]
    record(organisation, "enter_shifts", by=by, shifts=rows)
    return rows


def call_off(shift, by) -> None:
    record(shift.organisation, "call_off_shift", by=by, shift=shift)


def number_of(text) -> str:
    """As a gateway wants it. Spaces and the like are how people write numbers."""
    number = WRITTEN.sub("", text)
    if not NUMBER.match(number):
        fault = _("Give the whole number with the country in front, such as +36 1 555 01 02.")
        raise ValidationError({"duty_phone": fault})
    return number


def _weekly(organisation, starts_at, ends_at, weeks):
    """At the same time of day, also where the clocks are put forward or back in between."""
    zone = zoneinfo.ZoneInfo(organisation.time_zone)
    for week in range(weeks):
        later = datetime.timedelta(weeks=week)
        yield tuple(_later(moment.astimezone(zone), later, zone) for moment in (starts_at, ends_at))


def _later(local, later, zone):
    return (local.replace(tzinfo=None) + later).replace(tzinfo=zone).astimezone(datetime.UTC)


def _shift(organisation, by, user, team, starts_at, ends_at, number):
    shift = OnCallShift(
        organisation=organisation, team=team, user=user, starts_at=starts_at, ends_at=ends_at, entered_by=by
    )
    shift.duty_phone = number
    return shift


# -- what a shift must be ------------------------------------------------------------------------------------


def _check(organisation, shifts):
    """Raises ValidationError with everything that is wrong, each sentence beside its field."""
    faults: dict[str, list] = {}
    for field, sentence in _faults(organisation, shifts):
        faults.setdefault(field, []).append(sentence)
    if faults:
        raise ValidationError({field: list(dict.fromkeys(sentences)) for field, sentences in faults.items()})


def _faults(organisation, shifts):
    now = timezone.now()
    first, last = shifts[0], shifts[-1]
    if first.ends_at <= first.starts_at:
        yield "ends_at", _("The shift ends before it begins.")
        return
    if first.ends_at - first.starts_at > LONGEST:
        yield "ends_at", _("A shift lasts at most %(days)s days.") % {"days": LONGEST.days}
        return
    if first.ends_at <= now:
        yield "ends_at", _("This shift is over already.")
    if last.ends_at > now + FURTHEST:
        yield "weeks", _("Enter shifts for at most a year ahead.")
    if not _may_answer(organisation, first.user):
        yield "user", _("Choose somebody of your service who answers reports.")
    yield from _absent(organisation, shifts)
    yield from _doubled(organisation, shifts)


def _may_answer(organisation, user):
    return user.is_active and user.organisation_id == organisation.pk and user.has_right(Right.ANSWER)


def _absent(organisation, shifts):
    clock = Clock(organisation)
    away = Absence.objects.filter(staff=shifts[0].user, cancelled_at=None, ends_at__gt=shifts[0].starts_at)
    spans = list(away.values_list("starts_at", "ends_at"))
    for shift in shifts:
        if any(start < shift.ends_at and end > shift.starts_at for start, end in spans):
            sentence = _("%(who)s is away then: %(moment)s.")
            yield "user", sentence % {"who": shift.user.short_name, "moment": clock.full(shift.starts_at)}
            return


def _doubled(organisation, shifts):
    """Two shifts of one team at once would leave nobody sure whose turn it is."""
    clock = Clock(organisation)
    standing = rota.shifts(organisation.pk, shifts[0].starts_at, shifts[-1].ends_at).filter(team=shifts[0].team)
    spans = [(shift.starts_at, shift.ends_at, shift) for shift in standing]
    for number, shift in enumerate(shifts):
        others = spans + [(other.starts_at, other.ends_at, other) for other in shifts[:number]]
        for start, end, other in others:
            if start < shift.ends_at and end > shift.starts_at:
                sentence = _("%(who)s is on call there already: %(moment)s.")
                yield "starts_at", sentence % {"who": other.user.short_name, "moment": clock.full(start)}
                return


# -- the acts ------------------------------------------------------------------------------------------------


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.DECIDE)


def _enter(organisation, by, shifts):
    _check(organisation, shifts)
    for shift in shifts:
        shift.save(force_insert=True)


def _still_stands(organisation, shift):
    rows = OnCallShift.objects.filter(pk=shift.pk, organisation=organisation, cancelled_at=None)
    return [] if rows.filter(ends_at__gt=timezone.now()).exists() else ["shift_over"]


def _call_off(organisation, by, shift):
    OnCallShift.objects.filter(pk=shift.pk).update(cancelled_at=timezone.now(), cancelled_by=by)


def _name_shifts(organisation, happening):
    shifts = happening.details.get("shifts") or [happening.details["shift"]]
    happening.data |= {"shifts": [str(shift.pk) for shift in shifts], "user": str(shifts[0].user_id)}
    rota.look_again(organisation.pk)


def declare():
    acts = {
        "enter_shifts": Act("shifts_entered", _may, _enter, kind=chain.ACCESS),
        "call_off_shift": Act("shift_called_off", _may, _call_off, _still_stands, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_name_shifts]})

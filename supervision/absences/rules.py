"""What an absence must be before it is believed: every fault with its sentence and a code that stays the same."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Right
from boundaries.models import Incident
from supervision import assignment
from supervision.absences import affected, reach
from supervision.models import Absence
from supervision.moments import Clock

LONGEST = datetime.timedelta(days=366)
MOST_NAMED = 5


def answers_here(person, organisation) -> bool:
    """Somebody who can be away from answering, or stand in for it."""
    belongs = person is not None and person.is_active and person.organisation_id == organisation.pk
    return belongs and person.has_right(Right.ANSWER)


def check(organisation, by, *, staff, starts_at, ends_at, cover) -> None:
    """Raises ValidationError with all that is wrong, by field."""
    faults: dict[str, list] = {}
    for field, code, sentence in _faults(organisation, by, staff, starts_at, ends_at, cover):
        faults.setdefault(field, []).append(ValidationError(sentence, code=code))
    if faults:
        raise ValidationError(faults)


def _faults(organisation, by, staff, starts_at, ends_at, cover):
    if not answers_here(staff, organisation):
        yield "staff", "staff_unknown", _("Choose somebody of your service who answers reports.")
        return
    wrong = list(_of_the_time(staff, starts_at, ends_at))
    yield from wrong
    if wrong:
        return
    if cover is None:
        yield from _without_cover(staff, starts_at)
    else:
        yield from _of_the_cover(organisation, by, staff, starts_at, ends_at, cover)


def _of_the_time(staff, starts_at, ends_at):
    if ends_at <= starts_at:
        yield "ends", "ends_before_start", _("The end must come after the beginning.")
        return
    if ends_at <= timezone.now():
        yield "ends", "absence_past", _("This time is over already. An absence is entered for now or later.")
    if ends_at - starts_at > LONGEST:
        yield "ends", "absence_too_long", _("At most one year at a time.")
    other = overlapping(staff, starts_at, ends_at).first()
    if other is not None:
        clock = Clock(staff.organisation)
        words = {"starts": clock.full(other.starts_at), "ends": clock.full(other.ends_at)}
        sentence = _("There is an absence in this time already: %(starts)s to %(ends)s. Call it off first.") % words
        yield "starts", "absence_overlaps", sentence


def _without_cover(staff, starts_at):
    if affected.owed_during(staff, starts_at, timezone.now()).exists():
        yield "cover", "cover_needed", _("Choose who stands in: in this time somebody waits for an answer.")


def _of_the_cover(organisation, by, staff, starts_at, ends_at, cover):
    name = {"name": cover.short_name}
    if cover.pk == staff.pk:
        yield "cover", "cover_oneself", _("Nobody can stand in for herself. Choose somebody else.")
    elif not answers_here(cover, organisation):
        # nothing is said of whoever is not of this service, not even her name
        yield "cover", "cover_unfit", _("This person cannot answer reports here. Choose somebody else.")
    elif away := overlapping(cover, starts_at, ends_at).first():
        if _leads_to(away, staff):
            sentence = _("You would stand in for each other: %(name)s is away in this time and counts on the same person.")
            yield "cover", "cover_circular", sentence % name
        else:
            yield "cover", "cover_absent", _is_away_too(away, by, name)
    elif walled := walled_off(staff, cover, by):
        sentence = _("%(name)s is part of this or reported it: %(references)s. Choose somebody else.")
        yield "cover", "cover_walled", sentence % (name | {"references": ", ".join(walled)})


def _is_away_too(away, by, name):
    """Since when and until when only where the calendar says so too."""
    if not reach.visible_to(by).filter(pk=away.pk).exists():
        return _("%(name)s is away in this time too. Choose somebody else.") % name
    clock = Clock(by.organisation)
    sentence = _("%(name)s is away in this time too, from %(starts)s to %(ends)s. Choose somebody else.")
    return sentence % (name | {"starts": clock.full(away.starts_at), "ends": clock.full(away.ends_at)})


def overlapping(person, starts_at, ends_at):
    rows = Absence.objects.filter(staff=person, cancelled_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return rows.select_related("cover").order_by("starts_at")


def _leads_to(absence, staff):
    """Whether the covers of this absence come back to that person while they are away themselves."""
    seen = set()
    while absence is not None and absence.cover_id is not None and absence.cover_id not in seen:
        if absence.cover_id == staff.pk:
            return True
        seen.add(absence.cover_id)
        absence = overlapping(absence.cover, absence.starts_at, absence.ends_at).first()
    return False


def walled_off(staff, cover, by) -> list[str]:
    """References, of records that whoever enters this may see, in which the cover may not answer.

    Where she may not see it, or where it would tell who filed under a pseudonym, nothing is said: those records pass
    the cover by, to the next in turn.
    """
    rows = affected.conversations(staff).filter(behind_pseudonym=False)
    rows = rows.filter(pk__in=Incident.objects.visible_to(by).values("pk")).prefetch_related("named")
    return [row.reference for row in rows if not assignment.is_eligible(row, cover)][:MOST_NAMED]

"""What would be left without anybody: open work of colleagues who left or are away for long, for whoever leads.

Obligations of records move by themselves (steps.py). Here stands what was agreed with one person by name, which nobody
is given silently: each line leads to where somebody else takes it on.
"""

import datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boundaries.choices import OPEN
from boundaries.models import Incident
from supervision.models import Absence, ClientVoice, Consultation, PatternTask, PlanItem, SupervisionSession
from supervision.moments import Clock
from supervision.patterns.telling import address_of
from supervision.plans.words import KINDS

LONG = datetime.timedelta(days=14)
MOST = 100
CONSULTED, VOICE = _("Advice of a colleague"), _("Asking the client")
SESSION, PATTERN = _("Supervision session"), _("Something that repeats itself")


def people_gone(organisation) -> list:
    """Who has no account any more, and who will not be here for LONG."""
    now = timezone.now()
    lasting = Absence.objects.filter(
        organisation=organisation, cancelled_at=None, starts_at__lte=now, ends_at__gt=now + LONG
    )
    people = User.objects.filter(organisation=organisation)
    return list(
        (people.filter(is_active=False) | people.filter(pk__in=lasting.values("staff"))).values_list("pk", flat=True)
    )


def lines(user) -> list[dict]:
    """As far as this person may see it: walls stand here as everywhere."""
    gone = people_gone(user.organisation)
    if not gone:
        return []
    clock = Clock(user.organisation)
    found = [*_of_records(user, gone, clock), *_patterns(user, gone, clock), *_sessions(user, gone, clock)]
    return sorted(found, key=lambda line: line["who"])[:MOST]


def _of_records(user, gone, clock):
    seen = {"incident__in": Incident.objects.visible_to(user).filter(status__in=OPEN).exclude(reporter=user)}
    steps = PlanItem.objects.filter(responsible__in=gone, ended_at=None, superseded_by=None, **seen)
    for row in steps.select_related("incident", "responsible")[:MOST]:
        address = f"{_act(row.incident, 'reword')}?item={row.pk}"
        yield _line(row.responsible, KINDS[row.kind], row.incident.reference, address, _day(row.until))
    asked = Consultation.objects.filter(asked_of__in=gone, answered_at=None, withdrawn_at=None, **seen)
    for row in asked.select_related("incident", "asked_of")[:MOST]:
        address = _act(row.incident, "withdraw-consultation")
        yield _line(row.asked_of, CONSULTED, row.incident.reference, address, clock.short(row.asked_at))
    voices = ClientVoice.objects.filter(asker__in=gone, ended_at=None, **seen)
    for row in voices.select_related("incident", "asker")[:MOST]:
        yield _line(row.asker, VOICE, row.incident.reference, _act(row.incident, "client-said"), _day(row.due_on))


def _patterns(user, gone, clock):
    for row in PatternTask.objects.visible_to(user).open().filter(owner__in=gone).select_related("owner")[:MOST]:
        yield _line(row.owner, PATTERN, "", address_of(row), clock.short(row.opened_at))


def _sessions(user, gone, clock):
    """That it was planned, and no word of it: what is in it stays between those who meet."""
    rows = SupervisionSession.objects.filter(organisation=user.organisation_id, supervisor__in=gone)
    for row in rows.filter(held_at=None, cancelled_at=None).select_related("supervisor")[:MOST]:
        yield _line(row.supervisor, SESSION, "", "", clock.short(row.starts_at) if row.starts_at else "")


def _line(person, what, reference, address, when):
    return {"who": str(person), "what": str(what), "reference": reference, "url": address, "when": when}


def _act(incident, name):
    return reverse("act", args=[incident.reference, name])


def _day(day):
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else ""

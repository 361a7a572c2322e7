"""Exercises to try for some days: until when, from which text of the library, and one gentle question afterwards."""

import datetime

from django.utils import timezone

from audit.door import Act, declare_act, record
from boundaries.models import Incident
from policies.library.shelf import shelf
from policies.models import LibraryItem
from supervision import clock
from supervision.models import PlanItem
from supervision.moments import local
from supervision.plans import standing

DAYS = 3  # SV.21: to work with for some days


def day_for(incident) -> datetime.date:
    return local(timezone.now(), incident.organisation).date() + datetime.timedelta(days=DAYS)


def offered(incident, by) -> list[LibraryItem]:
    """What this person has on the shelf that fits the kind of event."""
    kind = incident.event_type.key if incident.event_type_id else None
    return shelf(by, kind=LibraryItem.Kind.EXERCISE, event_type=kind)


def _is_system(incident, user):
    return user is None


def _due(now):
    """From the day after the last one; whatever time zone, it is over by then."""
    rows = PlanItem.objects.filter(kind=PlanItem.Kind.EXERCISE, asked_at=None, ended_at=None, due_on__lt=now.date())
    rows = rows.filter(agreed_at__isnull=False, superseded_by=None, incident__status__in=standing.ENDED_IN)
    return clock.in_batches(rows.select_related("incident"), "id")


def _still_waits(incident, item, **details):
    rows = standing.not_ended(incident).filter(pk=item, asked_at=None)
    return [] if rows.exists() else ["not_due"]


def _ask(incident, by, item):
    row = standing.current(incident).get(pk=item)
    row.ask()
    return [row]


def declare():
    """Voluntary: a question, once, and never an alarm."""
    declare_act(Incident, "ask_exercise", Act("exercise_asked", _is_system, _ask, _still_waits))
    clock.declare_step("exercise over", _due, lambda row: record(row.incident, "ask_exercise", by=None, item=row.pk))

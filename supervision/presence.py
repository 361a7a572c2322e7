"""Who is there now, and who stands in for whom: asked wherever somebody is given work or told of it."""

import datetime
from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.prepared import Prepared
from supervision.models import Absence


def absence_of(person, at=None) -> "Absence | None":
    """The absence in which this person is away at that moment, by default now; of several the one entered last."""
    return _RUNNING.first(staff=person.pk, at=at or timezone.now())


def is_away(person, at=None) -> bool:
    return absence_of(person, at) is not None


def stand_in(person, at=None):
    """Whoever is there: this person, else the first of the chain of covers who is; None where the chain ends.

    A circle of covers ends too.
    """
    seen = set()
    while person is not None and person.pk not in seen:
        seen.add(person.pk)
        absence = absence_of(person, at)
        if absence is None:
            return person
        person = absence.cover
    return None


def _running(staff, at):
    rows = Absence.objects.select_related("cover").filter(staff_id=staff, cancelled_at=None)
    return rows.filter(starts_at__lte=at, ends_at__gt=at).order_by("-entered_at")[:1]


_RUNNING = Prepared(
    _running,
    staff=(User._meta.pk, UUID(int=1)),
    at=(models.DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)

"""A checkpoint a day for every organisation where something has happened, by the clock's pass."""

import datetime

from accounts.models import Organisation
from audit import checkpoints
from audit.errors import NotNow
from audit.models import AuditEvent
from supervision import clock

EVERY = datetime.timedelta(days=1)


def _due(now):
    """Found by two indexes for each organisation, however many events there are."""
    for organisation in Organisation.objects.order_by("pk"):
        former = checkpoints.last(organisation.pk)
        events = AuditEvent.objects.filter(organisation_id=organisation.pk)
        if former is None:
            is_due = events.filter(at__lte=now - EVERY).exists()
        else:
            is_due = former.at <= now - EVERY and events.filter(at__gt=former.at).exists()
        if is_due:
            yield organisation


def _sign(organisation):
    if checkpoints.make(organisation.pk) is None:
        raise NotNow(["not_due"])


def declare():
    clock.declare_step("signed", _due, _sign)

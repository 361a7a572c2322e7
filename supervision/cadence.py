"""How often somebody wants mails about what can wait, and when the next one is due."""

import datetime
import zoneinfo

from django.db import transaction
from django.utils import timezone

from accounts.models import Cadence
from supervision.models import Notice

HOUR = datetime.time(7)
MONDAY = 0


def next_digest(cadence, time_zone, after) -> datetime.datetime:
    """The first seven o'clock by the organisation's clock after this moment; of a Monday for a weekly one."""
    zone = zoneinfo.ZoneInfo(time_zone)
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.datetime.combine(day, HOUR, zone).astimezone(datetime.UTC)
        if moment > after and (cadence == Cadence.DAILY or day.weekday() == MONDAY):
            return moment
        day += datetime.timedelta(days=1)


def change_cadence(person, cadence) -> None:
    """What waits goes by the new rhythm from now on; at once means with the next pass of the clock."""
    now = timezone.now()
    with transaction.atomic():
        profile = person.profile
        profile.cadence = cadence
        profile.save(update_fields=["cadence"])
        due = now if cadence == Cadence.AT_ONCE else next_digest(cadence, person.organisation.time_zone, now)
        waiting_for_digest(person).update(digest_due_at=due)


def waiting_for_digest(person):
    return Notice.objects.filter(user=person, digest_due_at__isnull=False)

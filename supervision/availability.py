"""Which promise fits into somebody's usual hours. They inform and suggest; they never stretch what is owed (SV.24)."""

import datetime

from django.utils import timezone

from accounts.availability import next_windows
from policies.models import ServiceStandard
from supervision import presence

LEAST = datetime.timedelta(minutes=30)  # no promise is suggested that leaves less time than that


def suggested_promise(incident, by, now=None) -> "datetime.datetime | None":
    """The end of the next window in which this person answers, within what may be promised; None without one.

    Where the permitted time ends within the window it is that moment. A window in which she is away is passed over.
    """
    now = now or timezone.now()
    latest = now + datetime.timedelta(hours=ServiceStandard.at(incident.organisation_id, now).holding_max_hours)
    for begins, ends in next_windows(by, now + LEAST):
        promised_at = min(ends, latest - datetime.timedelta(minutes=1))
        if begins < promised_at and not presence.is_away(by, promised_at):
            return promised_at.replace(second=0, microsecond=0)
    return None

"""What the tests of alarms share: a night, a rota, and who was told in which order."""

import datetime

from audit.models import AuditEvent
from supervision import clock
from supervision.ladder import shifts
from supervision.models import Alarm

# Sunday 1 March 2026, two at night in Budapest
NIGHT = datetime.datetime(2026, 3, 1, 1, tzinfo=datetime.UTC)
DUTY, AS_SENT = "+36 1 555 01 02", "+3615550102"


def on_call(person, by, *, hours=(-6, 6), team=None, start=NIGHT, **more):
    """A shift around that night."""
    begins, ends = (start + datetime.timedelta(hours=hour) for hour in hours)
    fields = {"user": person, "team": team, "starts_at": begins, "ends_at": ends, "duty_phone": DUTY}
    return shifts.enter(person.organisation, by, **fields | more)[0]


def told(incident):
    """(given name, rung) in the order in which they were told."""
    rows = list(Alarm.objects.filter(incident=incident).select_related("user"))
    rows.sort(key=lambda alarm: (alarm.raised_at, Alarm.Rung.values.index(alarm.rung)))
    return [(alarm.user.given_name, str(alarm.rung)) for alarm in rows]


def acts(incident):
    return list(AuditEvent.objects.filter(object_id=incident.pk).order_by("seq").values_list("act", flat=True))


def passes(at, *minutes):
    """The clock at each of these times."""
    for minute in minutes:
        at(minute)
        assert clock.run().failed == []

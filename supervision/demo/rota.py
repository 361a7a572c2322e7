"""The demo's rota: two weeks with Tom and Lena on call, and a Sunday morning that nobody has."""

import datetime
import zoneinfo

from supervision import clock
from supervision.demo.people import HOME
from supervision.ladder import shifts

DUTY_PHONE = "+36 1 555 01 02"
SUNDAY = 6


def enter_all(demo, now) -> None:
    """As Lena enters it today; then the clock looks for gaps."""
    organisation = demo.organisations[HOME]
    tom, lena = demo.people["tom"], demo.people["lena"]
    zone = zoneinfo.ZoneInfo(organisation.time_zone)
    today = now.astimezone(zone).date()
    sunday = today + datetime.timedelta(days=(SUNDAY - today.weekday()) % 7 or 7)
    next_sunday = sunday + datetime.timedelta(days=7)
    for person, (first, opens), (last, closes) in (
        (tom, (today, 0), (sunday, 0)),
        (lena, (sunday, 8), (next_sunday, 8)),
        (tom, (next_sunday, 8), (next_sunday + datetime.timedelta(days=3), 8)),
    ):
        starts_at, ends_at = _moment(first, opens, zone), _moment(last, closes, zone)
        times = {"starts_at": starts_at, "ends_at": ends_at}
        shifts.enter(organisation, lena, user=person, team=None, duty_phone=DUTY_PHONE, **times)
    if clock.run().failed:
        raise RuntimeError("The clock failed on the demo's rota.")


def _moment(day, hour, zone):
    return datetime.datetime.combine(day, datetime.time(hour), zone).astimezone(datetime.UTC)

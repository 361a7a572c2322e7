"""Moving the clock of this process, so that a story of three weeks can be told in a second."""

import contextlib
import datetime
import re
import zoneinfo
from unittest import mock

from django.utils import timezone

OFFSET = re.compile(r"^([+-])(\d+)(d|h|m)(?: (\d\d):(\d\d))?$")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class _Moved(datetime.datetime):
    """Stands in for datetime inside django.utils.timezone, where every default and every act asks for now."""

    moment = None

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


@contextlib.contextmanager
def moving_clock():
    """Yields a function that moves now to a moment. Fields with default=timezone.now follow it."""

    def move(moment):
        _Moved.moment = moment

    move(timezone.now())
    with mock.patch("django.utils.timezone.datetime", _Moved):
        yield move


def moment_of(text, now, zone) -> datetime.datetime:
    """`-12d 17:40` is a time of day twelve days ago; `-5h`, `-20m` and `+20h` count from now."""
    sign, count, unit, hour, minute = OFFSET.match(text).groups()
    moment = now + datetime.timedelta(**{UNITS[unit]: int(sign + count)})
    if hour is None:
        return moment
    local = moment.astimezone(zoneinfo.ZoneInfo(zone))
    return local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0).astimezone(datetime.UTC)

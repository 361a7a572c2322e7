"""When somebody usually answers (SV.12): her reply windows as stretches of time in the organisation's zone."""

import datetime
import zoneinfo

from supervision.ladder.spans import joined

DAY = datetime.timedelta(days=1)


def open_spans(person, start, end) -> list[tuple]:
    """Her windows between two moments; none where she has said nothing. One that ends before it begins ends next day."""
    profile = getattr(person, "profile", None)
    windows = profile.reply_windows if profile else {}
    if not windows:
        return []
    zone = zoneinfo.ZoneInfo(person.organisation.time_zone)
    day, last = start.astimezone(zone).date() - DAY, end.astimezone(zone).date()
    spans = []
    while day <= last:
        spans += [_span(day, *window, zone) for window in windows.get(str(day.weekday()), [])]
        day += DAY
    return joined((max(s, start), min(e, end)) for s, e in spans)


def answers_at(person, moment) -> bool:
    return bool(open_spans(person, moment, moment + datetime.timedelta(minutes=1)))


def _span(day, opens, closes, zone):
    start, end = _moment(day, opens, zone), _moment(day, closes, zone)
    return start, end if start < end else _moment(day + DAY, closes, zone)


def _moment(day, text, zone):
    """`24:00` is the next day's midnight."""
    hour, minute = map(int, text.split(":"))
    if hour == 24:
        day, hour = day + DAY, 0
    local = datetime.datetime.combine(day, datetime.time(hour, minute), zone)
    return local.astimezone(datetime.UTC)

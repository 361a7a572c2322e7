"""Opening hours as data: whether it is open at a moment, when it opens next, and both in words.

Hours are the organisation's clock. "22:00" to "06:00" runs into the next day. What is said for a date replaces the hours
that begin on that date; what began the evening before runs to its end.
"""

import datetime
import itertools

from django.utils import formats, translation
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from policies.builtin import in_language
from policies.directory.always import always_in

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_DAY = [["00:00", "24:00"]]
MINUTE = datetime.timedelta(minutes=1)
OF_A_DATE = {"en": "j F", "cs": "j. E", "bg": "j E", "uk": "j E"}  # day and month, as in a whole date of the language
LOOK_AHEAD = 370  # days: an exception for a whole year is a place that does not open


def has_hours(hours) -> bool:
    """Hours as data; words alone ("Weekdays") tell a reader something and answer no "is it open now?"."""
    return bool(hours.get("always") or any(hours.get(day) for day in DAYS))


def is_open(hours, at, zone) -> bool:
    day = at.astimezone(zone).date()
    near = (day + datetime.timedelta(days=offset) for offset in (-1, 0, 1))
    return any(begins <= at < ends for one in near for begins, ends in _of_day(hours, one, zone))


def next_opening(hours, at, zone) -> datetime.datetime | None:
    """The first moment from `at` on at which it is open; None where that is never, or not within a year."""
    if not has_hours(hours) and not hours.get("exceptions"):
        return None
    if is_open(hours, at, zone):
        return at
    today = at.astimezone(zone).date()
    for offset in range(-1, LOOK_AHEAD):
        begun = (span[0] for span in _of_day(hours, today + datetime.timedelta(days=offset), zone) if span[0] > at)
        first = min(begun, default=None)
        if first is not None:
            return first.astimezone(zone)
    return None


def ranges_on(hours, day) -> list[list[str]]:
    """What begins on this date, from ... to."""
    for row in hours.get("exceptions", ()):
        if row["on"] == day.isoformat():
            return row["hours"]
    return WHOLE_DAY if hours.get("always") else hours.get(DAYS[day.weekday()], [])


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def length(row) -> tuple[int, int]:
    """Begin and end in minutes from midnight; an end that is not after its begin is the next day's."""
    begins, ends = map(minutes, row)
    return begins, ends if ends > begins else ends + 24 * 60


def _of_day(hours, day, zone) -> list[tuple]:
    """Real stretches of time. An hour that comes twice is open twice, one that is left out is not waited for."""
    stretches = [length(row) for row in ranges_on(hours, day)]
    moments = [(_moment(day, begins, zone, fold=0), _moment(day, ends, zone, fold=1)) for begins, ends in stretches]
    return [(begins, ends) for begins, ends in moments if begins < ends]


def _moment(day, after_midnight, zone, fold):
    wall = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=after_midnight)
    moment = wall.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _end_of_gap(wall, zone)


def _end_of_gap(wall, zone):
    """The moment in which the clocks were put forward past this time."""
    moment = wall.replace(tzinfo=zone, fold=1).astimezone(datetime.UTC)  # before the gap
    while moment.astimezone(zone).replace(tzinfo=None) < wall:
        moment += MINUTE
    return moment


# -- in words ----------------------------------------------------------------------------------------------------------


def in_words(hours, language=None, *, today=None) -> str:
    """`Mon–Fri 08:00–16:30; Saturday 09:00–12:00. 24 December: closed. Ring twice.` Dates that are over are left out."""
    with translation.override(language or translation.get_language()):
        said = [always_in(language) if hours.get("always") else _week(hours)]
        said += [_exception(row, language) for row in upcoming(hours, today)]
        return ". ".join(part for part in [*said, _note(hours, language)] if part)


def upcoming(hours, today=None) -> list[dict]:
    """What differs on dates that are not over; from the sixth on a list would be unreadable."""
    today = (today or datetime.datetime.now(datetime.UTC).date()).isoformat()
    return sorted((row for row in hours.get("exceptions", ()) if row["on"] >= today), key=lambda row: row["on"])[:5]


def day_of_year(day) -> str:
    """`23 December`, in the active language; Django's own form has the month as it stands alone, where a date bends it."""
    return formats.date_format(day, OF_A_DATE.get(translation.get_language(), "MONTH_DAY_FORMAT"))


def ranges_in_words(ranges) -> str:
    return ", ".join(f"{begins}–{ends}" for begins, ends in ranges)


def opening_in_words(moment, at, zone) -> str:
    """`opens Monday 08:00`, in the active language; further away than a week with its date."""
    local, now = moment.astimezone(zone), at.astimezone(zone)
    days = (local.date() - now.date()).days
    if days == 0:
        return _("opens today %(time)s") % {"time": f"{local:%H:%M}"}
    day = WEEKDAYS[local.weekday()] if days < 7 else day_of_year(local)
    return _("opens %(day)s %(time)s") % {"day": day, "time": f"{local:%H:%M}"}


def _week(hours):
    parts = []
    for said, days in itertools.groupby(range(7), key=lambda day: ranges_in_words(hours.get(DAYS[day], []))):
        days = list(days)
        if said:
            parts.append(f"{_days(days)} {said}")
    return "; ".join(parts)


def _days(days):
    if len(days) == 7:
        return _("every day")
    if len(days) == 1:
        return str(WEEKDAYS[days[0]])
    return f"{WEEKDAYS_ABBR[days[0]]}–{WEEKDAYS_ABBR[days[-1]]}"


def _note(row, language):
    note = row.get("note") or {}
    return in_language(note, language) or next(filter(None, note.values()), "")


def _exception(row, language):
    day = datetime.date.fromisoformat(row["on"])
    said = ranges_in_words(row["hours"]) or _("closed")
    note = _note(row, language)
    return f"{day_of_year(day)}: {said}" + (f" ({note})" if note else "")

"""When somebody usually answers: her windows of the week, in local time, and her note; words for whoever waits (SV.12)."""

import datetime
import itertools
import zoneinfo
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from accounts.models import StaffProfile

DAYS = range(7)  # Monday is 0


@dataclass(frozen=True)
class Window:
    """One stretch of one day of the week."""

    weekday: int
    begins: datetime.time
    ends: datetime.time

    @property
    def hours(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


def profile_of(person) -> "StaffProfile | None":
    return getattr(person, "profile", None) if person is not None else None


def windows_of(person) -> list[Window]:
    """In the order of the week; what cannot be read is left out."""
    profile = profile_of(person)
    rows = profile.reply_windows if profile else {}
    found = [_window(day, row) for day in DAYS for row in rows.get(str(day), ())]
    return sorted((window for window in found if window), key=lambda window: (window.weekday, window.begins))


def _window(day, row):
    try:
        begins, ends = (datetime.time.fromisoformat(text) for text in row)
    except (TypeError, ValueError):
        return None
    return Window(day, begins, ends) if begins < ends else None


def hours_in_words(windows) -> str:
    """Mon–Fri 15:00–18:00, Sat 09:00–12:00: days with the same hours together, in the active language."""
    by_day = {day: ", ".join(window.hours for window in windows if window.weekday == day) for day in DAYS}
    parts = []
    for hours, days in itertools.groupby(DAYS, key=by_day.get):
        days = list(days)
        if hours:
            parts.append(f"{_days_in_words(days)} {hours}")
    return "; ".join(parts)


def _days_in_words(days):
    if len(days) == len(DAYS):
        return _("every day")
    if len(days) == 1:
        return str(WEEKDAYS[days[0]])
    return f"{WEEKDAYS_ABBR[days[0]]}–{WEEKDAYS_ABBR[days[-1]]}"


def note_of(person) -> str:
    """Her own words in the active language, else in any that she wrote them in."""
    profile = profile_of(person)
    notes = profile.availability_note if profile else {}
    return notes.get((translation.get_language() or "en")[:2]) or next((text for text in notes.values() if text), "")


def usually(person) -> str:
    """For whoever waits, in the active language: `Sam F. usually answers Mon–Fri 15:00–18:00.`; "" where nothing is set."""
    hours = hours_in_words(windows_of(person))
    said = _("%(name)s usually answers %(hours)s.") % {"name": person.short_name, "hours": hours} if hours else ""
    return " ".join(filter(None, [said, note_of(person)]))


def next_windows(person, after) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """The windows of the coming week as moments, in order; one that has begun already begins now."""
    zone = zoneinfo.ZoneInfo(person.organisation.time_zone)
    today = after.astimezone(zone).date()
    found = []
    for offset in range(8):
        day = today + datetime.timedelta(days=offset)
        for window in windows_of(person):
            if window.weekday == day.weekday():
                begins, ends = (_moment(day, clock, zone) for clock in (window.begins, window.ends))
                if ends > after:
                    found.append((max(begins, after), ends))
    return found


def _moment(day, clock, zone):
    return timezone.make_aware(datetime.datetime.combine(day, clock), zone)

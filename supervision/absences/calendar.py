"""The calendar: who is away in a month and who stands in, as far as this person may know it."""

import calendar as months
import datetime
import re
import zoneinfo
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils import formats
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from accounts.roles import Right
from supervision.absences.acts import may_enter_for
from supervision.absences.form import KINDS
from supervision.absences.reach import visible_to
from supervision.models import Absence
from supervision.moments import Clock

MONTH = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass
class Line:
    """One absence in words."""

    absence: Absence
    name: str
    cover: str
    when: str
    kind: str
    is_mine: bool
    i_stand_in: bool
    may_call_off: bool
    is_over: bool


@dataclass
class Day:
    """One square of the month."""

    date: datetime.date
    number: int
    is_today: bool
    is_in_month: bool
    lines: list[Line] = field(default_factory=list)


class Month:
    """One month as this person sees it; `text` is what the address names, the present month where it names none."""

    def __init__(self, user, text=""):
        self.user, self.clock = user, Clock(user.organisation)
        self.zone = zoneinfo.ZoneInfo(user.organisation.time_zone)
        self.first = _first_day(text) or self.clock.today.replace(day=1)
        self.lines = self._lines()

    @property
    def title(self) -> str:
        return formats.date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def previous(self) -> str:
        return _address(self.first - datetime.timedelta(days=1))

    @property
    def next(self) -> str:
        return _address(_following(self.first))

    @property
    def weekdays(self) -> list[dict]:
        return [{"short": WEEKDAYS_ABBR[day], "long": WEEKDAYS[day]} for day in range(7)]

    def weeks(self) -> list[list[Day]]:
        rows = months.Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [[self._day(date) for date in row] for row in rows]

    def _day(self, date):
        begins, ends = self._midnight(date), self._midnight(date + datetime.timedelta(days=1))
        lines = [line for line in self.lines if line.absence.starts_at < ends and _end(line.absence) > begins]
        return Day(date, date.day, date == self.clock.today, date.month == self.first.month, lines)

    def _midnight(self, date):
        return datetime.datetime.combine(date, datetime.time(), self.zone)

    def _lines(self):
        """What touches the weeks of this month, and was not called off before it began."""
        begins = self._midnight(self.first - datetime.timedelta(days=7))
        ends = self._midnight(_following(self.first) + datetime.timedelta(days=7))
        rows = visible_to(self.user).filter(starts_at__lt=ends, ends_at__gt=begins)
        rows = rows.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=F("starts_at"))).order_by("starts_at", "pk")
        return [self._line(row) for row in rows]

    def agenda(self) -> list[Line]:
        """The lines of the month itself, in order of time."""
        begins, ends = self._midnight(self.first), self._midnight(_following(self.first))
        return [line for line in self.lines if line.absence.starts_at < ends and _end(line.absence) > begins]

    def _line(self, row):
        is_mine = row.staff_id == self.user.pk
        knows_why = is_mine or self.user.has_right(Right.DECIDE)
        is_over = _end(row) <= self.clock.now
        return Line(
            absence=row,
            name=row.staff.short_name,
            cover=row.cover.short_name if row.cover else "",
            when=self._when(row),
            kind=str(KINDS[row.kind]) if knows_why else "",
            is_mine=is_mine,
            i_stand_in=row.cover_id == self.user.pk,
            may_call_off=not is_over and row.cancelled_at is None and may_enter_for(self.user, row.staff),
            is_over=is_over,
        )

    def _when(self, row):
        """Days where whole days are meant, else day and time."""
        begins, ends = row.starts_at.astimezone(self.zone), _end(row).astimezone(self.zone)
        if begins.time() == ends.time() == datetime.time():
            last = ends.date() - datetime.timedelta(days=1)
            days = [formats.date_format(date, "SHORT_DATE_FORMAT") for date in (begins.date(), last)]
            return days[0] if days[0] == days[1] else " – ".join(days)
        return " – ".join(formats.date_format(moment, "SHORT_DATETIME_FORMAT") for moment in (begins, ends))


def _end(row):
    return min(row.ends_at, row.cancelled_at) if row.cancelled_at else row.ends_at


def _first_day(text):
    found = MONTH.fullmatch(text or "")
    if found is None:
        return None
    year, month = map(int, found.groups())
    return datetime.date(year, month, 1) if FIRST_YEAR < year < LAST_YEAR and 1 <= month <= 12 else None


def _following(first):
    return (first + datetime.timedelta(days=31)).replace(day=1)


def _address(date):
    return f"{date:%Y-%m}"

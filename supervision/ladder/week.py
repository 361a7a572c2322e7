"""One week of the rota as its page shows it: a row per day, with who is on call and where nobody is."""

import datetime
import zoneinfo

from django.utils import formats

from supervision.ladder import gaps, rota

DAYS = 7


class Week:
    """Monday to Sunday in the organisation's zone; `monday` is any date in it."""

    def __init__(self, organisation, clock, date):
        self.organisation, self.clock = organisation, clock
        self.monday = date - datetime.timedelta(days=date.weekday())
        self.zone = zoneinfo.ZoneInfo(organisation.time_zone)

    @property
    def before(self):
        return (self.monday - datetime.timedelta(days=DAYS)).isoformat()

    @property
    def after(self):
        return (self.monday + datetime.timedelta(days=DAYS)).isoformat()

    @property
    def title(self) -> str:
        last = self.monday + datetime.timedelta(days=DAYS - 1)
        return " – ".join(formats.date_format(day, "SHORT_DATE_FORMAT") for day in (self.monday, last))

    def days(self) -> list[dict]:
        start, end = self._midnight(0), self._midnight(DAYS)
        shifts = list(rota.shifts(self.organisation.pk, start, end))
        holes = gaps.live(max(self.clock.now, start), organisation=self.organisation, starts_at__lt=end)
        holes = list(holes.select_related("team").order_by("starts_at", "team__name"))
        return [self._day(number, shifts, holes) for number in range(DAYS)]

    def _day(self, number, shifts, holes):
        start, end = self._midnight(number), self._midnight(number + 1)
        day = self.monday + datetime.timedelta(days=number)
        return {
            "name": formats.date_format(day, "l"),
            "date": formats.date_format(day, "SHORT_DATE_FORMAT"),
            "is_today": day == self.clock.today,
            "shifts": [self._shift(row, start, end) for row in shifts if row.starts_at < end and row.ends_at > start],
            "gaps": [
                {"team": gap.team.name, "hours": self._hours(gap, start, end)}
                for gap in holes
                if gap.starts_at < end and gap.ends_at > start
            ],
        }

    def _shift(self, row, start, end):
        return {
            "who": row.user.short_name,
            "team": row.team.name if row.team_id else "",
            "hours": self._hours(row, start, end),
            "phone": row.duty_phone,
        }

    def _hours(self, row, start, end) -> str:
        """The part of it that lies in this day; a day that is filled ends at 24:00."""
        first = max(row.starts_at, start).astimezone(self.zone)
        last = "24:00" if row.ends_at >= end else f"{row.ends_at.astimezone(self.zone):%H:%M}"
        return f"{first:%H:%M}–{last}"

    def _midnight(self, number):
        day = self.monday + datetime.timedelta(days=number)
        return datetime.datetime.combine(day, datetime.time(), self.zone).astimezone(datetime.UTC)

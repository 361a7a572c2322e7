"""Moments as people read them: local to the organisation, in their language, without a doubt about the day."""

import datetime
import zoneinfo

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def local(moment, organisation) -> datetime.datetime:
    return moment.astimezone(zoneinfo.ZoneInfo(organisation.time_zone))


def local_moment(moment, organisation, language=None) -> str:
    """Weekday, date and time as the language writes them, e.g. Tuesday 17 November 2026, 17:40."""
    with translation.override(language or translation.get_language()):
        return formats.date_format(local(moment, organisation), "DOORSTEP_MOMENT")


def minutes_left(due_at, now=None) -> int:
    """Whole minutes until due, negative when late."""
    return int((due_at - (now or timezone.now())).total_seconds() // 60)


def span(minutes: int) -> str:
    """A length of time as a person says it: 22 min, 5 h, 1 h 05 min, 3 days."""
    hours, rest = divmod(abs(minutes), 60)
    if hours >= 48:
        return ngettext("%(days)s day", "%(days)s days", hours // 24) % {"days": hours // 24}
    if hours and rest and hours < 5:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": f"{rest:02d}"}
    return _("%(hours)s h") % {"hours": hours} if hours else _("%(minutes)s min") % {"minutes": rest}


def time_left(due_at, now=None) -> str:
    """How long until due, or how late."""
    minutes = minutes_left(due_at, now)
    words = _("%(span)s left") if minutes >= 0 else _("%(span)s late")
    return words % {"span": span(minutes)}


class Clock:
    """Writes the moments of one page: one look at the time, one zone, the reader's language."""

    def __init__(self, organisation):
        self.zone = zoneinfo.ZoneInfo(organisation.time_zone)
        self.now = timezone.now()
        self.today = self.now.astimezone(self.zone).date()

    def short(self, moment) -> str:
        """Today 17:40, Tue 08:02 within a week, else the date."""
        moment = moment.astimezone(self.zone)
        days = (moment.date() - self.today).days
        if abs(days) > 6:
            return formats.date_format(moment, "SHORT_DATE_FORMAT")
        near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}
        return f"{near.get(days) or formats.date_format(moment, 'D')} {moment:%H:%M}"

    def full(self, moment) -> str:
        return formats.date_format(moment.astimezone(self.zone), "SHORT_DATETIME_FORMAT")

    def left(self, due_at) -> str:
        return time_left(due_at, self.now)

    def is_late(self, due_at) -> bool:
        return due_at is not None and due_at <= self.now

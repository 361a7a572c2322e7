"""Moments as people read them: local to the organisation, in their language, without a doubt about the day."""

import datetime
import zoneinfo

from django.utils import formats, timezone, translation


def local(moment, organisation) -> datetime.datetime:
    return moment.astimezone(zoneinfo.ZoneInfo(organisation.time_zone))


def local_moment(moment, organisation, language=None) -> str:
    """Weekday, date and time as the language writes them, e.g. Tuesday 17 November 2026, 17:40."""
    with translation.override(language or translation.get_language()):
        return formats.date_format(local(moment, organisation), "DOORSTEP_MOMENT")


def minutes_left(due_at, now=None) -> int:
    """Whole minutes until due, negative when late."""
    return int((due_at - (now or timezone.now())).total_seconds() // 60)

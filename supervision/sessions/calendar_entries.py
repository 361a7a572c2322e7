"""Planned sessions as lines of the calendar feed: when, under a neutral title; not with whom, and nothing of what."""

import datetime

from django.utils.translation import gettext as _

from supervision.sessions import reach

LASTS = datetime.timedelta(hours=1)


def planned(person, since):
    """Those that have a date and were not called off."""
    rows = reach.visible_to(person).filter(starts_at__gt=since, cancelled_at=None)
    return rows.order_by("starts_at", "pk")


def event(session, domain, moment) -> list[str]:
    """The same session always has the same UID, so that moving it moves its entry. `moment` writes a time."""
    title = _("Meeting")
    return [
        "BEGIN:VEVENT",
        f"UID:{session.pk}-meeting@{domain}",
        f"DTSTAMP:{moment(session.entered_at)}",
        f"DTSTART:{moment(session.starts_at)}",
        f"DTEND:{moment(session.starts_at + LASTS)}",
        f"SUMMARY:{title}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        f"SEQUENCE:{int(session.starts_at.timestamp()) // 60}",
        "END:VEVENT",
    ]

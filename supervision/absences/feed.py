"""The calendar as a feed for one's own calendar program (RFC 5545): when, and for whom; never why, never a record.

Each person's feed has a secret of its own in its address, of which only a digest is kept.
"""

import datetime
import hashlib
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import StaffProfile, User
from supervision.absences import rules
from supervision.models import Absence
from supervision.sessions import calendar_entries

PAST = datetime.timedelta(days=90)
MOST = 500
OCTETS = 75  # of one line, without its end
MEDIA_TYPE = "text/calendar; charset=utf-8"


# -- whose feed it is ----------------------------------------------------------------------------------------


def new_secret(person) -> str:
    """A new secret for this person's feed; the former one opens nothing from now on."""
    secret = secrets.token_urlsafe(32)
    StaffProfile.objects.filter(user=person).update(calendar_digest=_digest(secret))
    return secret


def end(person) -> None:
    StaffProfile.objects.filter(user=person).update(calendar_digest=None)


def is_on(person) -> bool:
    return StaffProfile.objects.filter(user=person).exclude(calendar_digest=None).exists()


def person_of(secret) -> "User | None":
    rows = User.objects.select_related("organisation", "profile").filter(profile__calendar_digest=_digest(secret))
    person = rows.first()
    return person if person is not None and rules.answers_here(person, person.organisation) else None


def _digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


# -- what stands in it ---------------------------------------------------------------------------------------


def written_for(person) -> bytes:
    """The whole feed, in this person's language."""
    with translation.override(person.language):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Doorstep//Calendar//EN", "CALSCALE:GREGORIAN"]
        lines += ["METHOD:PUBLISH", "X-WR-CALNAME:Doorstep"]
        for row in _rows(person):
            lines += _event(row, person)
        for session in calendar_entries.planned(person, timezone.now() - PAST)[:MOST]:
            lines += calendar_entries.event(session, urlsplit(settings.SITE_URL).hostname, _moment)
        lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _rows(person):
    since = timezone.now() - PAST
    rows = Absence.objects.filter(Q(staff=person) | Q(cover=person), organisation=person.organisation_id, ends_at__gt=since)
    rows = rows.select_related("staff", "cover").order_by("starts_at", "pk")[:MOST]
    return [row for row in rows if row.cancelled_at is None or row.cancelled_at > row.starts_at]


def _event(row, person):
    """The same absence always has the same UID, so that a change moves its entry and does not add another."""
    is_own = row.staff_id == person.pk
    if is_own:
        summary = _("Away; %(cover)s stands in") % {"cover": row.cover.short_name} if row.cover else _("Away")
    else:
        summary = _("Standing in for %(name)s") % {"name": row.staff.short_name}
    part = "away" if is_own else "cover"
    return [
        "BEGIN:VEVENT",
        f"UID:{row.pk}-{part}@{urlsplit(settings.SITE_URL).hostname}",
        f"DTSTAMP:{_moment(row.cancelled_at or row.entered_at)}",
        f"DTSTART:{_moment(row.starts_at)}",
        f"DTEND:{_moment(min(row.ends_at, row.cancelled_at or row.ends_at))}",
        f"SUMMARY:{escaped(summary)}",
        "CLASS:PRIVATE",
        f"TRANSP:{'OPAQUE' if is_own else 'TRANSPARENT'}",
        f"SEQUENCE:{1 if row.cancelled_at else 0}",
        "END:VEVENT",
    ]


def _moment(at):
    return f"{at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line) -> str:
    """At most 75 octets a line, broken between characters; what goes on begins with a space (RFC 5545, 3.1)."""
    parts, length = [""], 0
    for character in line:
        size = len(character.encode())
        if length + size > OCTETS:
            parts.append(" ")
            length = 1
        parts[-1] += character
        length += size
    return "\r\n".join(parts)

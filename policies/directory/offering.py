"""Where somebody may be sent now: open ones first, each with whether it is open and when it opens next."""

import zoneinfo
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from policies.directory import hours
from policies.models import DirectoryEntry


@dataclass(frozen=True)
class Standing:
    """Whether it is open now. `is_open` is None where the hours are only words, and nobody can tell."""

    is_open: bool | None = None
    words: str = ""


def offered(organisation, *, at=None, rows=None) -> list[DirectoryEntry]:
    """Each with `standing`; what is open now comes first, what cannot be told next, what is closed last."""
    at, zone = at or timezone.now(), zoneinfo.ZoneInfo(organisation.time_zone)
    found = list(DirectoryEntry.objects.offered_to(organisation) if rows is None else rows)
    for entry in found:
        entry.standing = standing(entry.opening_hours, at, zone)
    return sorted(found, key=_first)


def standing(opening_hours, at, zone) -> Standing:
    if not hours.has_hours(opening_hours) and not opening_hours.get("exceptions"):
        return Standing()
    if hours.is_open(opening_hours, at, zone):
        return Standing(True, _("open now"))
    moment = hours.next_opening(opening_hours, at, zone)
    return Standing(False, hours.opening_in_words(moment, at, zone) if moment else _("closed"))


def _first(entry):
    return {True: 0, None: 1, False: 2}[entry.standing.is_open], entry.order

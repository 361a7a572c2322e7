"""Opening hours as somebody writes them ("8-12, 13:00–16:30"), read into data; and what is wrong with data from outside."""

import datetime
import itertools
import re

from accounts.models.organisation import LANGUAGES
from policies.directory.hours import DAYS, length, minutes

RANGE = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d\Z")
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
BETWEEN = re.compile(r"[,;]")
MOST_RANGES = 4  # in one day
MOST_EXCEPTIONS = 40
MOST_NOTE = 300
DAY = 24 * 60
KNOWN = {"always", "exceptions", "note", *DAYS}


class Unreadable(ValueError):
    """What was written is no time; `args[0]` is the piece that could not be read."""


def read(text) -> list[list[str]]:
    """The ranges of one day in the order of the clock; nothing written means closed."""
    pieces = [piece.strip() for piece in BETWEEN.split(text) if piece.strip()]
    return sorted(_range(piece) for piece in pieces)


def _range(piece):
    found = RANGE.match(piece)
    if not found:
        raise Unreadable(piece)
    numbers = [int(number or 0) for number in found.groups()]
    row = [f"{numbers[0]:02}:{numbers[1]:02}", f"{numbers[2]:02}:{numbers[3]:02}"]
    if not (CLOCK.match(row[0]) and _is_end(row[1])):
        raise Unreadable(piece)
    return row


def written(ranges) -> str:
    return ", ".join("-".join(row) for row in ranges)


def faults_of(hours, *, required=True) -> list[str]:
    """Codes of what is wrong with this structure, whoever made it; the texts are in faults.py."""
    if not isinstance(hours, dict) or set(hours) - KNOWN or not _is_note(hours.get("note", {})):
        return ["hours_unreadable"]
    days = [hours.get(day, []) for day in DAYS]
    exceptions = hours.get("exceptions", [])
    if not all(map(_are_ranges, days)) or not _are_exceptions(exceptions):
        return ["hours_unreadable"]
    found = _together(hours.get("always", False), days, exceptions)
    if not found and required and not (hours.get("always") or any(days) or any(hours.get("note", {}).values())):
        found = ["hours_missing"]
    return found


def _together(always, days, exceptions):
    found = []
    if not isinstance(always, bool) or (always and any(days)):
        found.append("hours_always_and_days")
    if _overlap_in_week(days) or any(_overlap(row["hours"]) for row in exceptions):
        found.append("hours_overlap")
    dates = [row["on"] for row in exceptions]
    if len(set(dates)) < len(dates):
        found.append("hours_date_twice")
    return found


def _overlap_in_week(days):
    """Monday's night shift may not run into Tuesday's morning."""
    spans = sorted(
        (number * DAY + begins, number * DAY + ends) for number, day in enumerate(days) for begins, ends in map(length, day)
    )
    if not spans:
        return False
    first = spans[0]
    round_trip = [*spans, (first[0] + 7 * DAY, first[1] + 7 * DAY)]
    return any(after[0] < before[1] for before, after in itertools.pairwise(round_trip))


def _overlap(ranges):
    spans = sorted(map(length, ranges))
    return any(after[0] < before[1] for before, after in itertools.pairwise(spans))


def _are_ranges(rows):
    return isinstance(rows, list) and len(rows) <= MOST_RANGES and all(map(_is_range, rows))


def _is_range(row):
    if not (isinstance(row, list) and len(row) == 2 and all(isinstance(clock, str) for clock in row)):
        return False
    return bool(CLOCK.match(row[0])) and _is_end(row[1]) and minutes(row[0]) != minutes(row[1])


def _is_end(clock):
    return clock == "24:00" or bool(CLOCK.match(clock))


def _are_exceptions(rows):
    return isinstance(rows, list) and len(rows) <= MOST_EXCEPTIONS and all(map(_is_exception, rows))


def _is_exception(row):
    if not isinstance(row, dict) or set(row) - {"on", "hours", "note"} or not _is_date(row.get("on")):
        return False
    return _are_ranges(row.get("hours")) and _is_note(row.get("note", {}))


def _is_date(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False


def _is_note(note):
    return isinstance(note, dict) and all(
        key in LANGUAGES and isinstance(text, str) and len(text) <= MOST_NOTE and not UNWRITABLE.search(text)
        for key, text in note.items()
    )

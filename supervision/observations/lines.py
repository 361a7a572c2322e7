"""What was observed in words: on the record's page, as small drawings with a table, by API, and in print."""

from django.utils import formats

from supervision.exports.teller import REPORTER
from supervision.models import Observation
from supervision.models.observation import HIGHEST, LOWEST
from supervision.observations import standing
from supervision.observations.words import INDICATORS, MOMENTS, moment_of, name_of, said

WIDTH, HEIGHT, EDGE = 132, 64, 12


def card(reader) -> dict | None:
    """Beside the story. The reporter is shown what she said herself; nobody is shown a sum of it."""
    rows = visible(reader)
    if not rows and not (reader.answers and standing.is_open(reader.incident)):
        return None
    return {
        "lines": [line(reader, row) for row in rows if not row.value],
        "series": series(reader, rows),
        "is_own": reader.is_reporter,
        "may_observe": reader.answers and standing.is_open(reader.incident),
    }


def visible(reader) -> list[Observation]:
    rows = standing.observations_of(reader.incident)
    return [row for row in rows if row.given_by_id == reader.user.pk] if reader.is_reporter else rows


def line(reader, row) -> dict:
    return {
        "id": str(row.pk),
        "indicator": row.indicator,
        "name": reader.text(name_of(row)),
        "value": row.value,
        "declined": row.declined,
        "unanswered": row.unanswered,
        "said": said(row),
        "text": reader.text(row.text),
        "lang": reader.lang(row.language),
        "language": row.language,
        "changed_on": row.changed_on,
        "phase": row.phase,
        "moment": str(MOMENTS[moment_of(row.phase)]),
        "who": reader.name(row.given_by),
        "when": reader.clock.short(row.at),
        "at": row.at,
    }


def series(reader, rows) -> list[dict]:
    """One small drawing for each thing that has numbers, in order of time; its numbers stand in the table beneath."""
    found = {}
    for row in rows:
        if row.value:
            found.setdefault((row.indicator, row.label), []).append(row)
    order = list(INDICATORS)
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    return [_small(reader, found[key]) for key in keys]


def _small(reader, rows):
    dots = [{"x": _x(at, len(rows)), "y": _y(row.value)} for at, row in enumerate(rows)]
    return {
        "name": reader.text(name_of(rows[0])),
        "rows": [line(reader, row) for row in rows],
        "dots": dots,
        "path": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
        "width": WIDTH,
        "height": HEIGHT,
        "grid": [_y(value) for value in (LOWEST, HIGHEST)],
    }


def _x(at, count):
    return WIDTH // 2 if count == 1 else EDGE + (WIDTH - 2 * EDGE) * at // (count - 1)


def _y(value):
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - LOWEST) // (HIGHEST - LOWEST)


# -- in print ------------------------------------------------------------------------------------------------------


def printed(told) -> list[dict]:
    """Entries of the chapter on the result, beside the outcome; of the reporter's own document only what she said."""
    rows = sorted(told.incident.observations.all(), key=lambda row: (row.at, str(row.pk)))
    if told.profile == REPORTER:
        rows = [row for row in rows if row.given_by_id == told.incident.reporter_id]
    return [_entry(told, row) for row in rows]


def _entry(told, row):
    answer = ", ".join(part for part in (said(row), _since(told, row)) if part)
    what = told.masked(name_of(row)) + (f": {answer}" if answer else "")
    parts = [told.said(row.text, row.language)] if row.text else []
    return {"when": told.moment(row.at), "who": told.person(row.given_by), "what": what, "parts": parts}


def _since(told, row):
    return formats.date_format(row.changed_on, "SHORT_DATE_FORMAT") if row.changed_on else ""

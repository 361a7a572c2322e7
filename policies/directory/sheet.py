"""The table that a directory is carried in: its columns, an entry as a row of cells, and a row of cells as an entry."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models.organisation import LANGUAGES
from accounts.plain_text import plain_text
from accounts.spreadsheet import BYTE_ORDER_MARK, STARTS_A_FORMULA, written
from policies.directory import written_hours
from policies.directory.hours import DAYS
from policies.models import DirectoryEntry

LINES = ("phone", "email", "area", "address", "head_name", "specialist_name", "specialist_phone", "kind", "appointment")
TEXTS = ("name", "what_for", "procedure")
YES, NO = {"yes", "1", "true", "x"}, {"", "no", "0", "false"}
BETWEEN = re.compile(r"[|\n]")


def _in_six(name):
    return [f"{name}_{language}" for language in LANGUAGES]


COLUMNS = [
    "external_key", "kind", *_in_six("name"), *_in_six("what_for"), "phone", "email", "area", "address", "always", *DAYS,
    "exceptions", *_in_six("hours_note"), "head_name", "specialist_name", "specialist_phone", "appointment",
    *_in_six("procedure"), *_in_six("documents"), "languages", "belongs_to_organisation",
]  # fmt: skip
HOURS_COLUMNS = {"always", "exceptions", *DAYS, *_in_six("hours_note")}


@dataclass(frozen=True)
class Fault:
    """What keeps a file from being imported: the row as a spreadsheet counts it, the column, and why."""

    row: int
    column: str
    text: str


class NotReadable(ValueError):
    """A cell that says nothing: its column and why."""

    def __init__(self, column, text):
        self.column, self.text = column, text
        super().__init__(text)


def needed(organisation) -> list[str]:
    return ["external_key", "kind", f"name_{organisation.language}", f"what_for_{organisation.language}", "phone"]


def as_file(entries) -> str:
    """With the mark by which a spreadsheet knows the letters; text stays text when it is opened."""
    return BYTE_ORDER_MARK + written([COLUMNS, *(row_of(entry) for entry in entries)])


def key_of(entry) -> str:
    return entry.external_key or str(entry.pk)


def row_of(entry) -> list[str]:
    cells = {column: getattr(entry, column) for column in LINES} | {"external_key": key_of(entry)}
    for field in TEXTS:
        cells |= {f"{field}_{language}": getattr(entry, field).get(language, "") for language in LANGUAGES}
    for language in LANGUAGES:
        cells[f"documents_{language}"] = "|".join(row.get(language, "") for row in entry.documents).rstrip("|")
        cells[f"hours_note_{language}"] = entry.opening_hours.get("note", {}).get(language, "")
    cells |= {day: written_hours.written(entry.opening_hours.get(day, [])) for day in DAYS}
    cells["always"] = "yes" if entry.opening_hours.get("always") else ""
    cells["exceptions"] = _exceptions(entry.opening_hours)
    cells["languages"] = "|".join(entry.languages)
    cells["belongs_to_organisation"] = "yes" if entry.is_owned_by_organisation else ""
    return [str(cells[column]) for column in COLUMNS]


def plain(cell: str) -> str:
    """As it was before a spreadsheet was kept from computing it; what looks like a formula stays text."""
    cell = plain_text(cell).strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS_A_FORMULA) else cell


def values_of(cells: dict, entry: DirectoryEntry) -> dict:
    """What the row says of the fields; columns that are not in the file leave theirs alone. Raises NotReadable."""
    values = {column: cells[column] for column in LINES if column in cells}
    values["appointment"] = values.get("appointment") or entry.appointment or DirectoryEntry.Appointment.NONE
    for field in TEXTS:
        values[field] = _texts(cells, field, getattr(entry, field))
    values["documents"] = _documents(cells, entry.documents)
    if "languages" in cells:
        values["languages"] = [tag.strip() for tag in re.split(r"[|,; ]+", cells["languages"]) if tag.strip()]
    if "belongs_to_organisation" in cells:
        values["is_owned_by_organisation"] = _yes(cells, "belongs_to_organisation")
    if HOURS_COLUMNS & set(cells):
        values["opening_hours"] = _hours(cells, entry.opening_hours)
    return values


def _texts(cells, field, before):
    said = {language: cells.get(f"{field}_{language}", before.get(language, "")) for language in LANGUAGES}
    return {language: text for language, text in said.items() if text}


def _documents(cells, before):
    columns = {language: f"documents_{language}" for language in LANGUAGES}
    said = {
        language: [piece.strip() for piece in BETWEEN.split(cells[column])]
        if column in cells
        else [row.get(language, "") for row in before]
        for language, column in columns.items()
    }
    count = max(map(len, said.values()), default=0)
    rows = [
        {language: texts[place] for language, texts in said.items() if place < len(texts) and texts[place]}
        for place in range(count)
    ]
    return [row for row in rows if row]


def _yes(cells, column):
    said = cells[column].lower()
    if said not in YES | NO:
        raise NotReadable(column, _("Write yes or no."))
    return said in YES


def _hours(cells, before):
    hours = {"always": _yes(cells, "always") if "always" in cells else bool(before.get("always"))}
    for day in DAYS:
        hours[day] = _ranges(day, cells[day]) if day in cells else before.get(day, [])
    hours["exceptions"] = _dates(cells["exceptions"], before) if "exceptions" in cells else before.get("exceptions", [])
    hours["note"] = _texts(cells, "hours_note", before.get("note", {}))
    return tidy(hours)


def tidy(hours) -> dict:
    """The same hours written in one way: what is empty is left out."""
    return {key: value for key, value in hours.items() if value}


def _ranges(column, text):
    try:
        return written_hours.read(text)
    except written_hours.Unreadable as fault:
        raise NotReadable(column, _("“%(text)s” is no time. Write hours like 08:00-12:00.") % {"text": fault.args[0][:40]})


def _exceptions(hours) -> str:
    rows = hours.get("exceptions", [])
    return "|".join(f"{row['on']}={written_hours.written(row['hours']) or 'closed'}" for row in rows)


def _dates(text, before):
    """What is said in the note of a date stays with it."""
    notes = {row["on"]: row["note"] for row in before.get("exceptions", []) if row.get("note")}
    rows = []
    for piece in filter(None, (piece.strip() for piece in BETWEEN.split(text))):
        day, equals, said = (part.strip() for part in piece.partition("="))
        if not equals:
            raise NotReadable("exceptions", _("Write dates like 2026-12-24=closed."))
        ranges = [] if said.lower() == "closed" else _ranges("exceptions", said)
        rows.append({"on": day, "hours": ranges} | ({"note": notes[day]} if day in notes else {}))
    return rows

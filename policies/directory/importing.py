"""A directory that comes as a file: what it would change, row by row, and doing it: all of it or nothing."""

import copy
import csv
import io
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from audit import chain
from audit.canonical import digest
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow
from policies.directory import acts, faults, sheet
from policies.directory.sheet import Fault, NotReadable
from policies.models import DirectoryEntry

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000
MOST_FAULTS = 200
ENCODINGS = {"utf-8": "UTF-8", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252"}
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
BATCH = 100
# where a spreadsheet shows what is wrong with a field that has several columns
COLUMN = {"opening_hours": "mon", "is_owned_by_organisation": "belongs_to_organisation"}


@dataclass
class Plan:
    """What the file would do. With one fault it would do nothing at all."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)  # (entry as it would be, [(field, before, after)])
    unchanged: int = 0
    gone: list = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Another one as soon as anything that it would do is another, or starts from another state."""
        rows = [[entry.revision, acts.content_of(entry)] for entry in [*self.new, *(row[0] for row in self.changed)]]
        return digest([rows, self.unchanged, sorted(str(entry.pk) for entry in self.gone)])


class BadFile(ValueError):
    """It cannot be read as a table: the one fault that says where."""

    def __init__(self, row, column, text):
        self.fault = Fault(row, column, text)
        super().__init__(text)


def decoded(content: bytes, encoding: str) -> str:
    """Text in the encoding that the file names itself, else in the one that was chosen. Raises BadFile."""
    if len(content) > MOST_BYTES:
        raise BadFile(0, "", _("The file is larger than 1 MB. A directory of up to 2,000 entries fits in it; take a part."))
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), encoding)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1 if encoding != "utf-16" else 0
        sentence = _("Letters in this row are not %(encoding)s. Save the whole file in one encoding, or choose another.")
        raise BadFile(row, "", sentence % {"encoding": ENCODINGS.get(encoding, encoding.upper())})
    if "\0" in text:
        raise BadFile(text[: text.index("\0")].count("\n") + 1, "", _("This is no table in CSV."))
    return text


def rows_of(text: str, organisation):
    """(number of the row, {column: cell}) in the order of the file. Raises BadFile."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        columns = [name.strip() for name in next(reader, [])]
        _check_columns(columns, organisation)
        for count, cells in enumerate(reader, start=1):
            number = count + 1  # as a spreadsheet counts: lines within a cell are no rows
            if count > MOST_ROWS:
                raise BadFile(number, "", _("There are more than 2,000 entries. Please import them in parts."))
            if len(cells) > len(columns):
                raise BadFile(number, "", _("This row has more cells than there are columns."))
            if any(cell.strip() for cell in cells):
                cells += [""] * (len(columns) - len(cells))
                yield number, {name: sheet.plain(cell) for name, cell in zip(columns, cells, strict=True)}
    except csv.Error:
        raise BadFile(reader.line_num, "", _("This row cannot be read as a row of a table."))


def _check_columns(columns, organisation):
    for name in columns:
        if name not in sheet.COLUMNS:
            raise BadFile(1, name[:60], _("There is no column of this name. Take the template for the names of all columns."))
        if columns.count(name) > 1:
            raise BadFile(1, name, _("This column stands there twice."))
    for name in sheet.needed(organisation):
        if name not in columns:
            raise BadFile(1, name, _("This column is missing."))


def plan(text: str, organisation) -> Plan:
    """Reads everything, changes nothing; the number of questions to the database does not grow with the file."""
    planned, seen = Plan(), {}
    own = {sheet.key_of(entry): entry for entry in _own(organisation)}
    known = {str(entry.pk): entry for entry in own.values()} | own
    mail = faults.staff_mail(organisation.pk)
    try:
        for number, cells in rows_of(text, organisation):
            key = cells["external_key"]
            found = _key_faults(key, seen)
            for name in _names(key, known.get(key)):
                seen.setdefault(name, number)
            planned.faults += [Fault(number, "external_key", found)] if found else []
            if not found:
                _take(planned, number, cells, known.get(key), organisation, mail)
            if len(planned.faults) >= MOST_FAULTS:
                break
    except BadFile as bad:
        planned.faults.append(bad.fault)
    listed = [entry for entry in own.values() if entry.active and entry.external_key]
    planned.gone = [entry for entry in listed if entry.external_key not in seen]
    return planned


def _own(organisation, rows=None):
    rows = DirectoryEntry.objects.all() if rows is None else rows
    found = list(rows.filter(organisation=organisation).order_by("order", "pk"))
    for entry in found:
        entry.organisation = organisation
    return found


def _names(key, present) -> set[str]:
    """Everything that this row may be called: an entry is known by its name in a list, and by its id."""
    return {key, sheet.key_of(present), str(present.pk)} if present else {key}


def _key_faults(key, seen) -> str:
    if not key:
        return _("This is missing.")
    return _("This name stands in row %(row)s already.") % {"row": seen[key]} if key in seen else ""


def _take(planned, number, cells, present, organisation, mail):
    entry = copy.copy(present) if present else DirectoryEntry(
        organisation=organisation, opening_hours={}, name={}, what_for={}, external_key=cells["external_key"]
    )  # fmt: skip
    try:
        values = sheet.values_of(cells, entry)
    except NotReadable as fault:
        planned.faults.append(Fault(number, fault.column, fault.text))
        return
    changes = [(name, getattr(entry, name), value) for name, value in values.items() if _differs(entry, name, value)]
    if present and entry.active and not changes:
        planned.unchanged += 1
        return
    for name, value in values.items():
        setattr(entry, name, value)
    found = faults.in_words(faults.faults(entry, mail))
    place = partial(_column, organisation=organisation)
    planned.faults += [Fault(number, place(name), texts[0]) for name, texts in found.items()]
    if present:
        planned.changed.append((entry, changes))
    else:
        planned.new.append(entry)


def _differs(entry, name, value):
    before = getattr(entry, name)
    return sheet.tidy(before) != value if name == "opening_hours" and before else before != value


def _column(name, organisation):
    own = f"{name}_{organisation.language}"
    return own if own in sheet.COLUMNS else COLUMN.get(name, name)


# -- doing it ------------------------------------------------------------------------------------------------------------


@dataclass
class Import:
    """One file to be imported as it was shown: `previewed` is the digest of that plan, `retire` the keys to let go."""

    text: str
    previewed: str
    retire: frozenset
    plan: Plan | None = None
    touched: list = field(default_factory=list)  # entries that nobody has to check any more
    let_go: list = field(default_factory=list)


@transaction.atomic
def carry_out(organisation, by, wanted: Import) -> Plan:
    """All of it, or nothing. NotNow where the directory has changed since it was shown, or the file has faults."""
    record(organisation, "import_entries", by=by, wanted=wanted)
    return wanted.plan


def _write(organisation, by, wanted):
    """The effect of the act: rows are held, the plan is made once more, and only the one that was shown is done."""
    list(_own(organisation, DirectoryEntry.objects.select_for_update()))
    wanted.plan = found = plan(wanted.text, organisation)
    if found.faults or found.digest != wanted.previewed:
        raise NotNow(["directory_changed"])
    DirectoryEntry.objects.bulk_create(found.new, batch_size=BATCH)
    changed = [entry for entry, _changes in found.changed]
    for entry in changed:
        acts.unproven(entry)
    fields = [*acts.CONTENT, *acts.PROOF]
    DirectoryEntry.objects.bulk_update(changed, fields, batch_size=BATCH)
    gone = [entry for entry in found.gone if str(entry.pk) in wanted.retire]
    for entry in gone:
        entry.active, entry.doubt, entry.retired_reason = False, "", str(acts.NOT_IN_LIST)
    DirectoryEntry.objects.bulk_update(gone, ["active", "doubt", "retired_reason"], batch_size=BATCH)
    wanted.touched, wanted.let_go = [*changed, *gone], gone


def _name_import(organisation, happening):
    wanted = happening.details["wanted"]
    counts = {"new": len(wanted.plan.new), "changed": len(wanted.plan.changed), "retired": len(wanted.let_go)}
    gone = digest(sorted(str(entry.pk) for entry in wanted.let_go))
    happening.data |= counts | {"file": digest(wanted.text), "content": wanted.previewed, "gone": gone}


def declare():
    declare_act(Organisation, "import_entries", Act("entries_imported", acts.owns, _write, kind=chain.ACCESS))
    declare_consequences({"entries_imported": [_name_import]})

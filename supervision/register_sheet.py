"""The register as a spreadsheet: words are words and never computed, times are times. Built on the disk, row by row."""

import tempfile
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from supervision import register
from supervision.moments import Clock
from supervision.register_file import BATCH, note_export
from supervision.register_rows import COLUMNS, in_words

MOST_ROWS = 20_000
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# one row at a time in memory, and nothing that looks like a formula, an address or a number taken for one
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = {"when": 17, "reference": 15, "kind": 44, "client": 10, "safety": 18}
USUAL_WIDTH = 20


def register_sheet(user, filters, narrowed_by: dict, columns=tuple(COLUMNS)) -> FileResponse:
    """The download. ValidationError where it would hold more than MOST_ROWS: the CSV has no end."""
    rows = register.listed(user, filters)
    if rows.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        most = {"most": MOST_ROWS}
        raise ValidationError(_("A spreadsheet holds at most %(most)s records. Narrow it, or take the CSV.") % most)
    note_export(user, narrowed_by, columns, "xlsx")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        _write(file, rows, user.organisation, columns)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename="register.xlsx", content_type=KIND)
    response.response_class = "file"  # its headers: config/middleware.py
    return response


def _write(file, rows, organisation, columns):
    clock, number = Clock(organisation), 0
    with Workbook(file, OPTIONS) as book:
        # the day, so that the same rows make the same file
        book.set_properties({"created": datetime.combine(clock.today, time())})
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        sheet = book.add_worksheet(_("Register")[:31])
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(name, USUAL_WIDTH))
        for place, name in enumerate(columns):
            sheet.write_string(0, place, str(COLUMNS[name]), bold)
        for batch in register.every_page(rows, BATCH):
            for row in batch:
                number += 1
                _write_row(sheet, number, row, columns, clock, moment)
        sheet.autofilter(0, 0, number, len(columns) - 1)


def _write_row(sheet, number, row, columns, clock, moment):
    words = in_words(row, clock)
    for place, name in enumerate(columns):
        if name == "when":
            at = row.submitted_at.astimezone(clock.zone).replace(tzinfo=None)
            sheet.write_datetime(number, place, at, moment)
        elif words[name]:
            sheet.write_string(number, place, str(words[name]))

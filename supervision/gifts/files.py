"""The register of gifts as a file, for a spreadsheet or for paper: recorded as every export of the register before it goes."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import places
from accounts.spreadsheet import BYTE_ORDER_MARK, written
from audit.canonical import canonical_json
from audit.door import record
from supervision.exports import words
from supervision.exports.printable import printable_line
from supervision.exports.render import renderer, spaced
from supervision.gifts import interests, register
from supervision.gifts.lines import row_of
from supervision.moments import Clock
from supervision.register import every_page

BATCH = 500
MOST_PRINTED = 300
TEMPLATE = "gifts/1"


def _gift_batches(user, narrowed: Q, most: int) -> Iterator[list]:
    return every_page(register.listed(user, narrowed), most, register.page)


def _interest_batches(user, narrowed: Q, most: int) -> Iterator[list]:
    after = None
    while True:
        found, place = places.page(interests.visible(user).filter(narrowed), "-declared_at", after, most)
        yield found
        if not place:
            return
        after = places.read(place)


@dataclass(frozen=True)
class Sheet:
    """One list as a file: its name, its columns, which of them stand on paper together, and its rows."""

    name: str
    title: str
    columns: dict
    printed: tuple
    batches: Callable
    row: Callable


_WHEN, _WHO = {"when": gettext_lazy("Reported")}, {"team": gettext_lazy("Team"), "client": gettext_lazy("Client")}
GIFTS = Sheet(
    "gifts",
    gettext_lazy("Gifts and interests"),
    _WHEN
    | {"reference": gettext_lazy("Reference"), "kind": gettext_lazy("What happened")}
    | _WHO
    | {
        "reporter": gettext_lazy("Reporter"),
        "responses": gettext_lazy("What the reporter did"),
        "thing": gettext_lazy("What it is about"),
        "what": gettext_lazy("In a few words"),
        "direction": gettext_lazy("From whom to whom"),
        "amount": gettext_lazy("Value"),
        "currency": gettext_lazy("Currency"),
        "standing": gettext_lazy("What became of it"),
        "returned_on": gettext_lazy("Given back on"),
        "approval": gettext_lazy("Approval"),
        "reason": gettext_lazy("Reason"),
    },
    (("when", "reference"), ("thing", "what", "direction"), ("client", "reporter", "team"), ("value",),
     ("standing", "approval", "reason")),
    _gift_batches,
    row_of,
)  # fmt: skip
INTERESTS = Sheet(
    "interests",
    gettext_lazy("Declared interests"),
    {"when": gettext_lazy("Declared"), "who": gettext_lazy("Who")}
    | _WHO
    | {
        "tie_label": gettext_lazy("What it is about"),
        "what": gettext_lazy("What should be known"),
        "decision_label": gettext_lazy("Decision"),
        "decided": gettext_lazy("Decided by"),
        "reason": gettext_lazy("Reason"),
    },
    (("when",), ("who", "team"), ("tie_label", "client", "what"), ("decision_label", "decided", "reason")),
    _interest_batches,
    interests.line,
)


def spreadsheet(sheet: Sheet, user, form) -> StreamingHttpResponse:
    _record(sheet, user, form, "csv")
    lines = _lines(sheet, user, form.narrowed(), translation.get_language())
    return _file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), sheet, "csv")


def _lines(sheet, user, narrowed, language) -> Iterator[str]:
    """One text for each batch. The language is set for each anew: the response is sent after the request's is over."""
    with translation.override(language):
        yield BYTE_ORDER_MARK + written([[str(word) for word in sheet.columns.values()]])
    for batch in sheet.batches(user, narrowed, BATCH):
        with translation.override(language):
            clock = Clock(user.organisation)
            rows = [sheet.row(found, user, clock) for found in batch]
            text = written([[_cell(row[name]) for name in sheet.columns] for row in rows])
        yield text


def _cell(value) -> str:
    return "" if value is None else str(value)


def document(sheet: Sheet, user, form) -> HttpResponse:
    """Raises CannotRender. What is more than one document holds, the table has."""
    clock = Clock(user.organisation)
    found = next(sheet.batches(user, form.narrowed(), MOST_PRINTED + 1))
    rows = [sheet.row(row, user, clock) for row in found[:MOST_PRINTED]]
    pdf = _typeset(sheet, user.organisation, form.in_words(), rows, is_whole=len(found) <= MOST_PRINTED)
    _record(sheet, user, form, "pdf")
    return _file(HttpResponse(pdf, content_type="application/pdf"), sheet, "pdf")


def _typeset(sheet, organisation, filters, rows, *, is_whole):
    language = translation.get_language()
    told = [{name: _cell(row[name]) for name in sheet.columns} for row in rows]
    data = canonical_json({"schema": TEMPLATE, "organisation": organisation.name, "language": language, "rows": told})
    digest = hashlib.sha256(data).hexdigest()
    context = {
        "language": language,
        "title": str(sheet.title),
        "organisation": printable_line(organisation.name),
        "filters": " · ".join(map(printable_line, filters)),
        "head": [_head(sheet, names) for names in sheet.printed],
        "rows": [[_lines_of(row, names) for names in sheet.printed] for row in rows],
        "remark": ""
        if is_whole
        else _("The newest %(count)s; the table (CSV) holds all of them.") % {"count": len(rows)},
        "print": words.furniture(language),
        "digest": spaced(digest),
    }
    markup = render_to_string("pdf/gifts.html", context)
    return renderer().pdf(markup, identifier=digest[:32], record=data.decode())


def _head(sheet, names) -> str:
    return str(sheet.columns.get(names[0], sheet.columns.get("amount", "")))


def _lines_of(row, names) -> list[str]:
    said = [printable_line(_cell(row[name])) for name in names]
    if "approval" in names and row.get("returned_on"):
        said.append(_("Given back on %(day)s") % {"day": row["returned_on"]})
    return [text for text in said if text]


def _record(sheet, user, form, ending):
    record(user.organisation, "export_register", by=user, filters=form.chosen | {"list": sheet.name, "file": ending})


def _file(response, sheet, ending):
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{ending}"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response

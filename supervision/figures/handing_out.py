"""The report as a file, for a spreadsheet or for paper: recorded before it is handed out."""

import hashlib

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.roles import Right
from accounts.spreadsheet import BYTE_ORDER_MARK, written
from audit import chain
from audit.canonical import canonical_json
from audit.door import Act, declare_act, declare_consequences, record
from supervision.exports import words
from supervision.exports.printable import printable_line
from supervision.exports.render import renderer, spaced
from supervision.figures import lines
from supervision.figures.response_times import response_times

EXPORTED = "response_times_exported"
TEMPLATE = "response-times/1"


def spreadsheet(user, form) -> HttpResponse:
    report = response_times(user, form)
    _record(user, form, report, "csv")
    rows = [[_title(), *report["filters"]], *lines.summary(report), [], *_below_each_other(lines.tables(report))]
    text = written([*rows, *([said] for said in lines.remarks(report))])
    return _file(BYTE_ORDER_MARK + text, "text/csv; charset=utf-8", "csv")


def document(user, form) -> HttpResponse:
    """Raises CannotRender."""
    report = response_times(user, form)
    pdf = _typeset(user.organisation, report)
    _record(user, form, report, "pdf")
    return _file(pdf, "application/pdf", "pdf")


def _typeset(organisation, report):
    language = get_language()
    data = canonical_json({"schema": TEMPLATE, "organisation": organisation.name, "language": language} | report)
    digest = hashlib.sha256(data).hexdigest()
    tables = lines.tables(report)
    context = {
        "language": language,
        "title": _title(),
        "organisation": printable_line(organisation.name),
        "filters": " · ".join(map(printable_line, report["filters"])),
        "summary": lines.summary(report),
        "tables": [table | {"rows": [[printable_line(cell) for cell in row] for row in table["rows"]]} for table in tables],
        "remarks": lines.remarks(report),
        "print": words.furniture(language),
        "digest": spaced(digest),
    }
    markup = render_to_string("pdf/response_times.html", context)
    return renderer().pdf(markup, identifier=digest[:32], record=data.decode())


def _below_each_other(tables):
    for table in tables:
        yield from (table["head"], *table["rows"], [])


def _title():
    return _("Response times")


def _file(content, content_type, ending):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="response-times.{ending}"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response


def _record(user, form, report, ending):
    digest = hashlib.sha256(canonical_json(report)).hexdigest()
    record(user.organisation, "export_response_times", by=user, filters=form.chosen, file=ending, digest=digest)


def _may(organisation, user):
    return user is not None and user.organisation_id == organisation.pk and user.has_right(Right.REGISTER)


def _keep(organisation, happening):
    happening.data |= happening.details


def declare():
    """Register the export with the one door."""
    declare_act(Organisation, "export_response_times", Act(EXPORTED, _may, kind=chain.ACCESS))
    declare_consequences({EXPORTED: [_keep]})

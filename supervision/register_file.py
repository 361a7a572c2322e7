"""The register as a table for a spreadsheet: written while it is read, and recorded before its first row is."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils import translation

from accounts.models import Organisation
from accounts.roles import Right
from accounts.spreadsheet import BYTE_ORDER_MARK, written
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from supervision import register
from supervision.moments import Clock
from supervision.register_rows import COLUMNS, in_words

EXPORTED = "register_exported"
BATCH = 500


def register_file(user, filters, narrowed_by: dict, columns=tuple(COLUMNS)) -> StreamingHttpResponse:
    """The download; `narrowed_by` are the filters for the record of this export, `columns` the names of those wanted."""
    note_export(user, narrowed_by, columns, "csv")
    lines = _lines(register.listed(user, filters), user.organisation, translation.get_language(), columns)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="register.csv"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response


def note_export(user, narrowed_by, columns, ending) -> None:
    """That it was taken, before anything of it is handed out."""
    some = {} if len(columns) == len(COLUMNS) else {"columns": list(columns)}
    record(user.organisation, "export_register", by=user, filters=narrowed_by, format=ending, **some)


def _lines(rows, organisation, language, columns) -> Iterator[str]:
    """One text for each batch. The language is set for each anew: the response is sent after the request's is over."""
    with translation.override(language):
        yield BYTE_ORDER_MARK + written([[str(COLUMNS[name]) for name in columns]])
    for batch in register.every_page(rows, BATCH):
        with translation.override(language):
            clock = Clock(organisation)
            text = written([[row[name] for name in columns] for row in (in_words(found, clock) for found in batch)])
        yield text


def _may(organisation, user):
    return user is not None and user.organisation_id == organisation.pk and user.has_right(Right.REGISTER)


def _keep_what(organisation, happening):
    told = {name: happening.details[name] for name in ("filters", "format", "columns") if name in happening.details}
    happening.data.update(told)


def declare():
    """Register the export with the one door."""
    declare_act(Organisation, "export_register", Act(EXPORTED, _may, kind=chain.ACCESS))
    declare_consequences({EXPORTED: [_keep_what]})

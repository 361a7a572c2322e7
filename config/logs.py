"""Log lines without personal text: a request by its route, an error by its kind and place, never by its words."""

import contextvars
import datetime
import json
import logging
import traceback

from django.http import HttpRequest

# the number of the request that this thread works on
current_request: contextvars.ContextVar[str] = contextvars.ContextVar("request", default="")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}


class LineFormatter(logging.Formatter):
    """One line per record; line breaks in a message cannot forge another line."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        plain = logging.makeLogRecord(record.__dict__)
        plain.msg, plain.args, plain.exc_info, plain.exc_text = _message(record), None, None, None
        plain.stack_info = None
        line = super().format(plain).replace("\r", "\\r").replace("\n", "\\n ")
        number, access = current_request.get(), getattr(record, "access", None)
        person = f" person={access['person'] or '-'}" if access else ""
        return f"{line}{person} request={number}" if number else line


class JSONFormatter(logging.Formatter):
    """One JSON object per record, for programs that collect lines."""

    def format(self, record):
        said = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "request": current_request.get() or None,
        }
        return json.dumps(said | getattr(record, "access", {}), ensure_ascii=False, default=str)


def method_of(request) -> str:
    """Who sends a request may write anything where the method stands."""
    return request.method if request.method in METHODS else "OTHER"


def _message(record) -> str:
    request = getattr(record, "request", None)
    if record.name.startswith("gunicorn") and record.module != "arbiter":  # which tells of processes, never of requests
        message = "the web server could not read a request or not send its answer"
    elif isinstance(request, HttpRequest):
        message = _of_request(record, request)
    else:
        message = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    if error is None or getattr(record, "status_code", 500) < 500:
        return message
    return f"{message} {_kind_and_place(error)}"


def _of_request(record, request) -> str:
    """Method and route, not the address itself: people type names and words into addresses."""
    match = getattr(request, "resolver_match", None)
    return f"{getattr(record, 'status_code', '')} {method_of(request)} {match.route if match else '(no route)'}"


def _kind_and_place(error) -> str:
    """An error's own text may quote what somebody wrote; where it happened is what a developer needs."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames[-8:]))
    return f"{type(error).__module__}.{type(error).__qualname__} at {places}"

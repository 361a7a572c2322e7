"""Log lines without personal text: a request by its route, an error by its kind and place, never by its words."""

import logging
import traceback


class LineFormatter(logging.Formatter):
    """One line per record; line breaks in a message cannot forge another line."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        plain = logging.makeLogRecord(record.__dict__)
        plain.msg, plain.args, plain.exc_info, plain.exc_text = _message(record), None, None, None
        return super().format(plain).replace("\r", "\\r").replace("\n", "\\n ")


def _message(record) -> str:
    request = getattr(record, "request", None)
    message = _of_request(record, request) if request is not None else record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    if error is None or getattr(record, "status_code", 500) < 500:
        return message
    return f"{message} {_kind_and_place(error)}"


def _of_request(record, request) -> str:
    """Method and route, not the address itself: people type names and words into addresses."""
    match = getattr(request, "resolver_match", None)
    return f"{getattr(record, 'status_code', '')} {request.method} {match.route if match else '(no route)'}"


def _kind_and_place(error) -> str:
    """An error's own text may quote what somebody wrote; where it happened is what a developer needs."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames[-8:]))
    return f"{type(error).__module__}.{type(error).__qualname__} at {places}"

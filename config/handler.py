"""How requests are taken in: everything of ours is sent in UTF-8, whatever encoding a request names."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Utf8Request(WSGIRequest):
    """Everything of ours is sent in UTF-8: another encoding that somebody names could fail before any page of ours."""

    def _set_content_type_params(self, environ):
        super()._set_content_type_params({**environ, "CONTENT_TYPE": _without_charset(environ.get("CONTENT_TYPE", ""))})


def _without_charset(content_type):
    parts = content_type.split(";")
    return ";".join(part for part in parts if not part.strip().lower().startswith("charset"))


class Utf8Handler(WSGIHandler):
    request_class = Utf8Request

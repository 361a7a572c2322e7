"""How JSON comes in: bounded, plain, and turned into what the HTML forms take, so that both are checked alike."""

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.parsers import JSONParser

from accounts.plain_text import plain_text

MAX_BODY = 512 * 1024


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"

    def __init__(self):
        super().__init__(_("This is too long to be sent. What was saved before is safe."))


class NotJSON(ParseError):
    default_code = "malformed"

    def __init__(self):
        super().__init__(_("This could not be read: send JSON."))


class PlainJSONParser(JSONParser):
    """JSON of a bounded size; nesting that no form has is malformed input, not a failure of ours."""

    def parse(self, stream, media_type=None, parser_context=None):
        request = (parser_context or {}).get("request")
        if request is not None and int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except (RecursionError, UnicodeDecodeError, ParseError):
            raise NotJSON from None


def sent_object(request) -> dict:
    """The JSON object that was sent; nothing at all counts as an empty one."""
    if isinstance(request.data, dict):
        return request.data
    raise ValidationError({"": [_("Send an object with the fields of the form.")]})


def form_data(sent) -> MultiValueDict:
    """{"name": text, number, yes/no, nothing or a list of texts} as a form would send it."""
    if not isinstance(sent, dict):
        raise ValidationError({"": [_("Send an object with the fields of the form.")]})
    return MultiValueDict({str(name): _values(name, value) for name, value in sent.items()})


def _values(name, value):
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | int | float | bool | None) for item in values):
        raise ValidationError({plain_text(str(name)): [_("Write text here.")]})
    return ["" if item is None else str(item) for item in values]

"""How a form's fields become HTML: word for word as Django's templates say, without the four of them for each answer.

A page of the form has a hundred answers; through templates they took longer than everything else on it.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe

FOLDER = "django/forms/widgets"


class InPlace(DjangoTemplates):
    """Knows Django's plain widgets by heart; any other is rendered by its template."""

    def render(self, template_name, context, request=None) -> str:
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _input(widget) -> SafeString:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return mark_safe(f'<input type="{conditional_escape(widget["type"])}" name="{name}"{value}{_attributes(widget)}>')  # noqa: S308 - each part is escaped


def _option_input(widget) -> SafeString:
    if not widget.get("wrap_label"):
        return _input(widget)
    key = widget["attrs"].get("id")
    meant = f' for="{conditional_escape(key)}"' if key else ""
    return mark_safe(f"<label{meant}>{_input(widget)} {_shown(widget['label'])}</label>")  # noqa: S308 - each part is escaped


def _select(widget) -> SafeString:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return mark_safe(f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>{groups}\n</select>')  # noqa: S308


def _group(name, options):
    lines = "".join(f"\n  {_option(option)}" for option in options)
    return f'\n  <optgroup label="{_shown(name)}">{lines}\n  </optgroup>' if name else lines


def _option(widget):
    return f'<option value="{_text(widget["value"])}"{_attributes(widget)}>{_shown(widget["label"])}</option>'


def _textarea(widget) -> SafeString:
    value = _shown(widget["value"]) if widget["value"] else ""
    return mark_safe(f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>')  # noqa: S308


def _attributes(widget) -> str:
    parts = []
    for name, value in widget["attrs"].items():
        if value is not False:
            parts.append(f" {conditional_escape(name)}" + ("" if value is True else f'="{_text(value)}"'))
    return "".join(parts)


def _text(value) -> str:
    """As `stringformat:'s'` and escaping make it: never in local digits."""
    text = str(value)
    return text if isinstance(value, SafeData) else conditional_escape(text)


def _shown(value) -> str:
    """As a template shows a variable."""
    return conditional_escape(localize(value))


INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "hidden", "input", "number", "password", "search", "tel", "text",
    "time", "url",
)  # fmt: skip
OPTIONS = ("input_option", "radio_option", "checkbox_option")
WRITTEN = (
    {f"{FOLDER}/{name}.html": _input for name in INPUTS}
    | {f"{FOLDER}/{name}.html": _option_input for name in OPTIONS}
    | {f"{FOLDER}/select.html": _select, f"{FOLDER}/textarea.html": _textarea}
)

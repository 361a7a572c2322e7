"""Fields of the editor's forms: texts in each language, beside each other."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.plain_text import plain_text

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MOST = 4000  # letters of a text
NAME = "%(language)s-%(name)s"


class Words(forms.CharField):
    """A text as typed. Never required: an unfinished wording is kept, and what is missing is said when it is proposed."""

    def __init__(self, *, rows=0, max_length=MOST, **options):
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        options.setdefault("required", False)
        super().__init__(max_length=max_length, widget=widget, **options)
        self.error_messages["max_length"] = _("This text is too long: at most %(limit_value)s characters.")

    def to_python(self, value):
        return super().to_python(plain_text(value) if isinstance(value, str) else value)


class Lines(Words):
    """Several sentences, each on a line of its own; its cleaned value is the list."""

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class InLanguages(forms.Form):
    """A form whose TEXTS are asked in each language.

    TEXTS: {name: field} as one language has it; in the form each is called <language>-<name> and marked with its language.
    """

    def __init__(self, data=None, *, texts, **options):
        initial = {_name(code, name): texts.get(code, {}).get(name, "") for code in LANGUAGES for name in self.texts()}
        super().__init__(data, initial=initial | options.pop("initial", {}), **options)
        for code in LANGUAGES:
            for name, build in self.texts().items():
                self.fields[_name(code, name)] = field = build()
                field.widget.attrs |= {"lang": code, "data-language": code}

    def texts(self) -> dict:
        raise NotImplementedError

    def columns(self, missing=(), theirs=None) -> list[dict]:
        """Each language with its fields. `missing`: (language, name) of texts that have to be there and are not yet;
        `theirs`: the same form as somebody else saved it meanwhile."""
        return [self._column(code, name, missing, theirs) for code, name in settings.LANGUAGES]

    def _column(self, code, language, missing, theirs) -> dict:
        rows = [self._row(_name(code, name), (code, name) in missing, theirs) for name in self.texts()]
        return {"code": code, "language": language, "rows": rows, "missing": sum(row["is_missing"] for row in rows)}

    def _row(self, name, is_missing, theirs) -> dict:
        field = self[name]
        mine, other = field.value(), theirs[name].value() if theirs else None
        return {
            "field": field,
            "is_missing": is_missing and not mine,
            "theirs": other,
            "differs": theirs is not None and _same_line_ends(other) != _same_line_ends(mine),
        }

    def written_everywhere(self) -> dict:
        """{language: {name: text}} as it was sent."""
        return {code: {name: self.cleaned_data[_name(code, name)] for name in self.texts()} for code in LANGUAGES}


def _name(code, name) -> str:
    return NAME % {"language": code, "name": name}


def _same_line_ends(text) -> str:
    return (text or "").replace("\r\n", "\n").strip()

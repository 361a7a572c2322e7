"""The form of a text: title and words in six languages, side by side for who publishes, one's own first for the others."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.plain_text import plain_text
from accounts.roles import Right
from policies.library import faults, limit_words
from policies.library.words import KINDS, PARTS, SCOPES
from policies.models import LibraryItem

Scope = LibraryItem.Scope
TOO_LONG = _("This text is too long: at most %(limit_value)s characters.")


class Words(forms.CharField):
    def __init__(self, *, rows=0, **options):
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(required=False, widget=widget, **options)
        self.error_messages["max_length"] = TOO_LONG

    def to_python(self, value):
        return super().to_python(plain_text(value) if isinstance(value, str) else value)


class ItemForm(forms.Form):
    """Checked as a whole by policies/library/faults.py."""

    second = "body"  # what stands in each language beside the title
    scope = forms.ChoiceField(label=_("Who may use it?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What is it?"), choices=[(key, KINDS[key]) for key in faults.WRITABLE])
    part = forms.ChoiceField(
        label=_("Part of the answer"), choices=[("", _("Any")), *PARTS.items()], required=False
    )
    topic = Words(label=_("Topic"), max_length=80)
    source = Words(label=_("Source of a fact"), max_length=200, help_text=_("Where it is written; put below the text."))

    def __init__(self, data=None, *, user, first_language, initial=None):
        self.user = user
        super().__init__(data, initial=initial)
        self.fields["scope"].choices = [(key, SCOPES[key]) for key in scopes_of(user)]
        self.languages = sorted(dict(settings.LANGUAGES), key=lambda code: code != first_language)
        for code in self.languages:
            name = faults.LANGUAGES[code]
            title = _("Title: %(language)s") % {"language": name}
            self.fields[f"title_{code}"] = Words(label=title, max_length=faults.LONGEST_TITLE)
            self.fields[f"body_{code}"] = Words(
                label=_("Text: %(language)s") % {"language": name}, rows=5, max_length=faults.LONGEST_BODY
            )
            for part in ("title", "body"):
                self.fields[f"{part}_{code}"].widget.attrs["lang"] = code

    def clean(self):
        cleaned = super().clean()
        self.texts = self._texts(cleaned)
        if "scope" in cleaned and not self.errors:
            for name, fault in faults.faults(self.texts, cleaned["scope"], self.user.organisation).items():
                self.add_error(name, fault)
        return cleaned

    def _texts(self, cleaned):
        pairs = {code: {part: cleaned.get(f"{part}_{code}", "") for part in ("title", "body")} for code in self.languages}
        return {code: text for code, text in pairs.items() if text["title"] or text["body"]}

    @property
    def values(self) -> dict:
        """Fields of the item, without its reach."""
        return {name: self.cleaned_data[name] for name in ("kind", "part", "topic", "source")} | {"texts": self.texts}

    def by_language(self) -> list[dict]:
        """For the page: each language with its two fields, and whether anything stands there."""
        return [
            {
                "code": code,
                "name": faults.LANGUAGES[code],
                "title": self[f"title_{code}"],
                "body": self[f"{self.second}_{code}"],
                "more": self[f"words_{code}"] if f"words_{code}" in self.fields else None,
                "is_missing": not (self[f"title_{code}"].value() and self[f"{self.second}_{code}"].value()),
                "is_first": number == 0 or bool(self[f"title_{code}"].errors or self[f"{self.second}_{code}"].errors),
            }
            for number, code in enumerate(self.languages)
        ]

    def whole(self) -> list:
        return [self[name] for name in ("scope", "kind", "part", "topic", "source")]


class LimitForm(ItemForm):
    """A limit for everybody: what cannot be done, what to do instead, and the words that touch it."""

    second = "instead"

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["scope"].choices = [(Scope.PUBLISHED, SCOPES[Scope.PUBLISHED])]
        self.fields["kind"].choices = [(LibraryItem.Kind.LIMIT, KINDS[LibraryItem.Kind.LIMIT])]
        for code in self.languages:
            del self.fields[f"body_{code}"]
            said = {"language": faults.LANGUAGES[code]}
            instead = Words(label=_("What to do instead: %(language)s") % said, rows=3, max_length=faults.LONGEST_BODY)
            words = Words(label=_("Words that touch this limit: %(language)s") % said, rows=5, max_length=faults.LONGEST_BODY)
            words.help_text = _("One a line. A star at the end of a word takes every ending: guarantee*")
            self.fields |= {f"instead_{code}": instead, f"words_{code}": words}
            for field in (instead, words):
                field.widget.attrs["lang"] = code

    def clean(self):
        cleaned = forms.Form.clean(self)
        self.texts = {
            code: {
                "title": cleaned.get(f"title_{code}", ""),
                "body": "",
                "instead": cleaned.get(f"instead_{code}", ""),
                "words": limit_words.tidy(cleaned.get(f"words_{code}", "")),
            }
            for code in self.languages
        }
        for code, text in self.texts.items():
            for name in ("title", "instead"):
                if not text[name].strip():
                    self.add_error(f"{name}_{code}", faults.missing_in(code))
            if line := limit_words.faulty(text["words"]):
                self.add_error(f"words_{code}", _("This cannot be looked for: %(line)s") % {"line": line})
        return cleaned


def scopes_of(user) -> list[str]:
    scopes = [Scope.PERSONAL]
    if user.team is not None and user.has_right(Right.ANSWER):
        scopes.append(Scope.TEAM)
    if user.has_right(Right.OWN_POLICIES):
        scopes.append(Scope.PUBLISHED)
    return scopes


def initial_of(item) -> dict:
    parts = ("title", "body", "instead", "words")
    words = {f"{part}_{code}": text.get(part, "") for code, text in item.texts.items() for part in parts}
    return words | {name: getattr(item, name) for name in ("scope", "kind", "part", "topic", "source")}

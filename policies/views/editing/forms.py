"""The smaller forms of the editor: what a new wording is about, the words around its clauses, when it takes effect, why not."""

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from policies.editing.faults import MOST_LETTERS
from policies.models import Policy
from policies.views.editing.fields import InLanguages, Words

WHATS = {
    Policy.Kind.PROTOCOL: _("A protocol: what to do, step by step"),
    Policy.Kind.NORM: _("A norm: what people are entitled to, and under which conditions"),
}
WHOLE_TEXTS = {"title": (_("Title"), 2), "principles": (_("Principles"), 4), "closing": (_("Closing words"), 3),
               "change_note": (_("What is new in this version"), 3)}  # fmt: skip
WRONG = _("Choose one of the answers offered.")


class BeginForm(forms.Form):
    """A protocol for one or several kinds of event, or a norm."""

    kind = forms.ChoiceField(
        label=_("What do you want to write?"), choices=list(WHATS.items()), widget=forms.RadioSelect,
        initial=Policy.Kind.PROTOCOL, error_messages={"required": WRONG, "invalid_choice": WRONG},
    )  # fmt: skip
    name = Words(
        max_length=60, label=_("A short name for its address"),
        help_text=_("For example: gifts. Letters, digits and hyphens. It stays the same in every version."),
    )  # fmt: skip

    def __init__(self, data=None, *, kinds=(), **options):
        super().__init__(data, **options)
        self.fields["event_types"] = forms.MultipleChoiceField(
            label=_("For which kinds of event?"), choices=kinds, widget=forms.CheckboxSelectMultiple, required=False,
            error_messages={"invalid_choice": WRONG},
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        kinds = cleaned.get("event_types") or []
        wanted = cleaned.get("name") or (kinds[0].replace("_", "-") if kinds else "")
        cleaned["slug"] = slugify(wanted)[:60]
        if not cleaned["slug"] and "name" not in self.errors:
            self.add_error("name", _("Give it a short name of letters and digits."))
        if cleaned.get("kind") == Policy.Kind.PROTOCOL and not kinds and "event_types" not in self.errors:
            self.add_error("event_types", _("Choose at least one kind of event for a protocol."))
        return cleaned


class ImportForm(forms.Form):
    """A version as one file."""

    file = forms.FileField(
        label=_("File"), help_text=_("A YAML or JSON file of at most 512 kB, as the export writes it."),
        widget=forms.FileInput({"accept": ".yaml,.yml,.json"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )  # fmt: skip


class WholeForm(InLanguages):
    """The words around the clauses, the kinds of event and for whom it holds."""

    def __init__(self, data=None, *, document, kinds=()):
        texts = {}
        for name in WHOLE_TEXTS:
            for code, text in (document.get(name) or {}).items():
                texts.setdefault(code, {})[name] = text
        initial = {"event_types": document.get("event_types"), "audience": "\n".join(document.get("audience") or ())}
        super().__init__(data, texts=texts, initial=initial)
        if document.get("kind") == Policy.Kind.PROTOCOL:
            self.fields["event_types"] = forms.MultipleChoiceField(
                label=_("Kinds of event"), choices=kinds, widget=forms.CheckboxSelectMultiple, required=False,
                error_messages={"invalid_choice": WRONG},
            )  # fmt: skip
        else:
            self.fields["audience"] = Words(
                rows=3, max_length=1000, label=_("For whom it holds, one group a line"), help_text=_("Nothing: for everybody.")
            )

    def texts(self) -> dict:
        return {name: _words(name, *shown) for name, shown in WHOLE_TEXTS.items()}

    @property
    def choices(self) -> list:
        return [self[name] for name in ("event_types", "audience") if name in self.fields]

    def changes(self) -> dict:
        """{name of the document: value} as it was sent."""
        by_language = self.written_everywhere()
        found = {
            name: {code: row[name] for code, row in by_language.items() if row[name]} for name in WHOLE_TEXTS
        }  # fmt: skip
        if "event_types" in self.fields:
            found["event_types"] = self.cleaned_data["event_types"]
        if "audience" in self.fields:
            found["audience"] = [line.strip() for line in self.cleaned_data["audience"].splitlines() if line.strip()]
        return found


def _words(name, label, rows):
    return lambda: Words(rows=rows, max_length=MOST_LETTERS[name], label=label)


class ProposeForm(forms.Form):
    """When it takes effect; nothing: as soon as it is approved."""

    take_effect_at = forms.DateTimeField(
        label=_("In force from"), required=False, help_text=_("Nothing: as soon as it is approved. Your organisation’s time."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Give the date and the time.")},
    )  # fmt: skip

    def clean_take_effect_at(self):
        moment = self.cleaned_data["take_effect_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("This moment is past. Choose a later one, or none."))
        if moment and moment.year > timezone.now().year + 5:
            raise forms.ValidationError(_("Check the date."))
        return moment


class ReasonForm(forms.Form):
    reason = Words(rows=4, max_length=2000, required=True, label=_("Why?"))

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["reason"].error_messages["required"] = _("Please write something here.")

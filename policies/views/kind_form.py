"""What may be decided about a kind of event, as a form: texts by language, how grave, what raises it, and why."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.builtin import label
from policies.editing import kinds
from policies.models import EventType
from policies.models.event_type import Gravity
from policies.raising import KEYS, rules_raising
from policies.views.editing.fields import LANGUAGES, Words

WAYS = {
    EventType.Safeguarding.NO: _("No"),
    EventType.Safeguarding.CONDITION: _("If a question about it is answered with yes or not sure"),
    EventType.Safeguarding.ALWAYS: _("Always, at once"),
}
TEXTS = {"label": (0, kinds.MOST_LABEL), "question": (2, kinds.MOST_QUESTION)}
BUILT_IN = ""


class KindForm(forms.Form):
    """`seen` is the number of the version that was shown, empty for what is built in."""

    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=kinds.MOST_ORDER)
    gravity = forms.ChoiceField(label=_("How grave is it?"))
    safeguarding = forms.ChoiceField(label=_("Does the safeguarding lead get it first?"), choices=list(WAYS.items()))
    is_active = forms.BooleanField(label=_("Reports may be made about it"), required=False)
    reason = Words(
        rows=3, max_length=kinds.MOST_REASON, label=_("Why do you change it?"),
        help_text=_("Everybody who looks at this later reads it. No names, and nothing about a case."),
    )  # fmt: skip

    def __init__(self, data=None, *, kind):
        self.kind = kind
        super().__init__(data, initial=_initial(kind))
        self.fields["gravity"].choices = [(code, label("gravity", code)) for code in Gravity.values]
        for name, (rows, most) in TEXTS.items():
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = field = Words(rows=rows, max_length=most, label=language)
                field.widget.attrs |= {"lang": code}
        for key, words in KEYS.items():
            choices = [("", _("Does not matter")), *self.fields["gravity"].choices[1:]]
            self.fields[f"raise_{key}"] = forms.ChoiceField(choices=choices, required=False, label=words)
        self._keep_guarded()

    def _keep_guarded(self):
        """What cannot be taken away is not asked."""
        if kinds.is_guarded(self.kind.event_type):
            self.fields["safeguarding"].disabled = True
        if not kinds.may_be_hidden(self.kind.event_type):
            self.fields["is_active"].disabled = True

    @property
    def values(self) -> dict:
        """What is chosen as a reason and is not graver than the kind itself says nothing, and is left out."""
        said = self.cleaned_data
        chosen = [{"when": key, "to": said[f"raise_{key}"]} for key in KEYS if said[f"raise_{key}"]]
        texts = {name: {code: said[f"{name}_{code}"].strip() for code in LANGUAGES} for name in TEXTS}
        if said["safeguarding"] != EventType.Safeguarding.CONDITION:
            texts["question"] = {}
        plain = {name: said[name] for name in ("order", "gravity", "safeguarding", "is_active")}
        return plain | texts | {"raising": rules_raising(chosen, said["gravity"])}

    def show(self, fault: ValidationError) -> None:
        """What the act refused, at its field."""
        for name, messages in getattr(fault, "error_dict", {"": fault}).items():
            self.add_error(FIRST.get(name, name) or None, messages)

    # -- for the page ------------------------------------------------------------------------------------------

    def labels(self) -> list:
        return [self[f"label_{code}"] for code in LANGUAGES]

    def questions(self) -> list:
        return [self[f"question_{code}"] for code in LANGUAGES]

    def raising_fields(self) -> list:
        return [self[f"raise_{key}"] for key in KEYS]

    def raises(self) -> bool:
        return any(self[f"raise_{key}"].value() for key in KEYS)

    def asks(self) -> bool:
        return self["safeguarding"].value() == EventType.Safeguarding.CONDITION


# where a fault of several fields together is shown
FIRST = {"label": "label_en", "question": "question_en", "raising": ""}


def _initial(kind) -> dict:
    initial = {name: getattr(kind, name) for name in ("order", "gravity", "safeguarding", "is_active")}
    for name in TEXTS:
        initial |= {f"{name}_{code}": getattr(kind, name).get(code, "") for code in LANGUAGES}
    initial |= {f"raise_{rule['when']}": rule["to"] for rule in kind.raising}
    return initial | {"seen": kind.number}

"""One clause as the policy owner writes it: its texts in each language, and how a step is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.editing.faults import MOST_OF_CLAUSE
from policies.editing.shape import MOST_SENTENCES
from policies.models import Clause
from policies.views.editing.fields import InLanguages, Lines, Words
from policies.views.editing.words import ANSWERS, APPLIES, DOCUMENTED, MOMENTS, NORM_KINDS


def _words(name, label, rows):
    return lambda: Words(rows=rows, max_length=MOST_OF_CLAUSE[name], label=label)


STEP_TEXTS = {
    "title": _words("title", _("Title"), 2),
    "short": _words("short", _("Short label"), 2),
    "instruction": _words("instruction", _("What to do"), 5),
    "record_prompt": _words("record_prompt", _("Question for the record"), 2),
    "said": lambda: Lines(rows=4, label=_("How to say it, one sentence a line")),
}
NORM_TEXTS = {"title": _words("title", _("Title"), 2), "instruction": _words("instruction", _("Wording"), 6)}


class ClauseForm(InLanguages):
    """`clause`: the clause as it stands; as_clause() gives it as it was sent. `others`: (key, title) of its neighbours."""

    def __init__(self, data=None, *, clause, others=(), conditions=(), policies=()):
        self.clause, self.is_step = clause, clause.get("kind") == Clause.Kind.STEP
        initial = {name: clause.get(name) for name in ("kind", "applies", "moment", "answer_kind", "conditions", "related")}
        initial["is_documented"] = "yes" if clause.get("is_documented", True) else "no"
        super().__init__(data, texts=clause.get("texts") or {}, initial=initial)
        self.fields |= self._step_fields() if self.is_step else self._norm_fields(conditions)
        offered = [*others, *policies]
        if offered:
            self.fields["related"] = _some_of(_("See also"), offered)

    def texts(self) -> dict:
        return STEP_TEXTS if self.is_step else NORM_TEXTS

    def _step_fields(self) -> dict:
        return {
            "answer_kind": _one_of(_("How it is answered"), ANSWERS, forms.Select),
            "applies": _one_of(_("When it applies"), APPLIES),
            "moment": _one_of(_("At which moment"), MOMENTS),
            "is_documented": _one_of(_("What must be documented"), DOCUMENTED),
        }

    def _norm_fields(self, conditions) -> dict:
        fields = {"kind": _one_of(_("What kind of clause it is"), NORM_KINDS)}
        if conditions and self.clause.get("kind") == Clause.Kind.ENTITLEMENT:
            fields["conditions"] = _some_of(_("Under these conditions"), conditions)
        return fields

    @property
    def choices(self) -> list:
        """The fields that are the same in every language."""
        names = ("kind", "answer_kind", "applies", "moment", "is_documented", "conditions", "related")
        return [self[name] for name in names if name in self.fields]

    def clean(self):
        cleaned = super().clean()
        for name in [name for name in self.fields if name.endswith("-said")]:
            said = cleaned.get(name) or ()
            if len(said) > MOST_SENTENCES:
                self.add_error(name, _("At most %(count)s sentences.") % {"count": MOST_SENTENCES})
            if any(len(sentence) > MOST_OF_CLAUSE["said"] for sentence in said):
                self.add_error(name, _("At most %(count)s characters a sentence.") % {"count": MOST_OF_CLAUSE["said"]})
        return cleaned

    def as_clause(self) -> dict:
        chosen = {name: self.cleaned_data[name] for name in self.fields if "-" not in name}
        if "is_documented" in chosen:
            chosen["is_documented"] = chosen["is_documented"] == "yes"
        if chosen.get("kind", self.clause.get("kind")) != Clause.Kind.ENTITLEMENT:
            chosen["conditions"] = []
        # what this form does not ask stays: a text in a language that was switched off, a link to what is gone
        texts = {code: dict(row) for code, row in (self.clause.get("texts") or {}).items()}
        for code, row in self.written_everywhere().items():
            texts[code] = texts.get(code, {}) | row
        empty = [code for code, row in texts.items() if not any(row.values())]
        return {**self.clause, **chosen, "texts": {code: row for code, row in texts.items() if code not in empty}}


def _one_of(label, choices, widget=forms.RadioSelect):
    wrong = _("Choose one of the answers offered.")
    return forms.ChoiceField(
        label=label, choices=list(choices.items()), widget=widget, error_messages={"required": wrong, "invalid_choice": wrong}
    )


def _some_of(label, rows):
    return forms.MultipleChoiceField(label=label, choices=rows, widget=forms.CheckboxSelectMultiple, required=False)

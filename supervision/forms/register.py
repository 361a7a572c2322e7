"""What narrows the register: words, period, status, kind of event, team, outcome, safety."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boundaries.choices import Status
from boundaries.pseudonyms import of_team
from boundaries.search.finding import is_searchable
from boundaries.search.query import MOST_WORDS
from policies.builtin import choices, content, in_language
from supervision.register import day_bounds
from supervision.register_search import holding, is_too_much

ANY = ("", _("All"))
LONGEST_SEARCH = 200
# a day less than there is: its midnight must exist in every zone
EARLIEST, LATEST = datetime.date(1, 1, 2), datetime.date(9998, 12, 31)


def _day(label):
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def choice_of(label):
    return forms.ChoiceField(label=label, required=False)


class PeriodFilter(forms.Form):
    """All of it in the address; a value that nobody offered is said to be wrong, not ignored."""

    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, data, *, organisation):
        self.organisation = organisation
        super().__init__(data)
        for name, words in self.offered().items():
            self.fields[name].choices = [ANY, *words]

    def offered(self) -> dict:
        """Field -> what it may be narrowed to."""
        return {}

    def teams(self) -> list[tuple[str, str]]:
        return [(str(team.pk), team.name) for team in self.organisation.teams.order_by("name")]

    def clean_since(self):
        return max(self.cleaned_data["since"], EARLIEST) if self.cleaned_data["since"] else None

    def clean_until(self):
        return min(self.cleaned_data["until"], LATEST) if self.cleaned_data["until"] else None

    @property
    def chosen(self) -> dict:
        """The filters in use, as the address carries them."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)} if self.is_valid() else {}

    def in_words(self) -> list[str]:
        """What it is narrowed to, as words above the list."""
        if not self.is_valid():
            return []
        words = []
        for name, field in self.fields.items():
            value = self.cleaned_data[name]
            if value:
                words.append(f"{field.label}: {self._in_word(field, value)}")
        return words

    @staticmethod
    def _in_word(field, value):
        if hasattr(field, "choices"):
            return dict(field.choices)[value]
        return value.isoformat() if isinstance(value, datetime.date) else f"“{value}”"


class RegisterFilter(PeriodFilter):
    """Words, period, status, kind, team, outcome and safety."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=LONGEST_SEARCH, widget=forms.TextInput(attrs={"type": "search"})
    )
    status = choice_of(_("Status"))
    kind = choice_of(_("What happened"))
    team = choice_of(_("Team"))
    outcome = choice_of(_("Outcome"))
    safety = choice_of(_("Safety concern"))

    field_order = ("q",)

    def clean_q(self):
        text = self.cleaned_data["q"]
        if text and not is_searchable(text):
            raise ValidationError(_("Write at least two letters of a word, or a reference."))
        if is_too_much(text):
            raise ValidationError(_("At most %(most)s words at once.") % {"most": MOST_WORDS})
        return text

    @property
    def on_record(self) -> dict:
        """The filters as an event keeps them: that words were looked for, and never which. They may be about anybody."""
        return self.chosen | ({"q": len(self.cleaned_data["q"].split())} if "q" in self.chosen else {})

    def offered(self) -> dict:
        return {
            "status": [(key, word) for key, word in choices("states") if key != Status.DRAFT],
            "kind": [(kind["key"], in_language(kind["label"])) for kind in content()["event_types"]],
            "team": self.teams(),
            "outcome": choices("outcomes"),
            "safety": [("yes", _("Yes or unsure")), ("no", _("No"))],
        }

    def narrowed(self) -> Q:
        if not self.is_valid():
            return Q()
        values = self.cleaned_data
        narrowed = day_bounds(values["since"], values["until"], self.organisation)
        if values["q"]:
            narrowed &= holding(values["q"])
        for name, field in (("status", "status"), ("outcome", "outcome"), ("kind", "event_type__key")):
            if values[name]:
                narrowed &= Q(**{field: values[name]})
        if values["team"]:
            narrowed &= of_team(values["team"])
        if values["safety"]:
            narrowed &= Q(safety_concern__in=("yes", "unsure") if values["safety"] == "yes" else ("no", ""))
        return narrowed

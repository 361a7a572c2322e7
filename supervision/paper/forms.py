"""The two forms around paper: which form to print, and whose report is about to be typed in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boundaries.forms.fields import PlainText
from boundaries.models import OnBehalf
from boundaries.paper import filing
from policies.builtin import content, in_language
from policies.kinds import kinds_for
from policies.models import EventType
from supervision.forms.base import CHOOSE, one_of

Manner = OnBehalf.Manner
GENERAL = ""


class SheetForm(forms.Form):
    """For which kind of event, and in which language somebody will write."""

    event_type = forms.ChoiceField(
        required=False,
        label=gettext_lazy("For which kind of event?"),
        help_text=gettext_lazy("If you do not know yet, take the form for any kind."),
        error_messages={"invalid_choice": CHOOSE},
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Language of the form"))

    def __init__(self, data=None, *, by):
        super().__init__(data, initial={"language": by.language})
        self.fields["event_type"].choices = [(GENERAL, _("Any kind of event")), *_kinds_by_group(by.organisation)]

    @property
    def chosen(self) -> dict:
        key = self.cleaned_data["event_type"]
        event_type = EventType.objects.get(key=key) if key else None
        return {"event_type": event_type, "language": self.cleaned_data["language"]}


def _kinds_by_group(organisation):
    every = kinds_for(organisation)
    for row in content()["event_groups"]:
        members = [(kind.key, kind.label_in()) for kind in every if kind.group == row["key"]]
        if members:
            yield in_language(row), members


class TypeInForm(forms.Form):
    """Whose report it is, and how it came."""

    manner = one_of(
        gettext_lazy("How did it come to you?"),
        choices=[
            (Manner.PAPER, gettext_lazy("On a paper form")),
            (Manner.TOLD, gettext_lazy("Told to me, by phone or in person")),
        ],
    )
    code = PlainText(
        max_length=40,
        label=gettext_lazy("Code of the paper form"),
        help_text=gettext_lazy("It stands at the top of every page, such as P-7K2M-9QXT. Small letters and spaces are fine."),
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Who experienced it?"),
        help_text=gettext_lazy("It is her report: she is told at once, and can add and correct."),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    language = forms.ChoiceField(
        required=False,
        label=gettext_lazy("In which language will it be written?"),
        help_text=gettext_lazy("Write what stands there; nothing has to be translated."),
    )

    def __init__(self, data=None, *, by):
        self.by, self.found = by, None
        super().__init__(data, initial={"manner": Manner.PAPER})
        self.people = {str(person.pk): person for person in filing.colleagues_for(by)}
        self.fields["person"].choices = [("", _("Choose")), *((key, str(person)) for key, person in self.people.items())]
        self.fields["language"].choices = [("", _("As on the form, or as she reads")), *settings.LANGUAGES]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("manner") == Manner.PAPER:
            self.found = filing.find_sheet(self.by, cleaned.get("code", ""))
            if self.found is None:
                self.add_error("code", _("No form with this code is known here. Compare it with the paper once more."))
        return cleaned

    @property
    def sheet(self):
        return self.found.sheet if self.found else None

    @property
    def written_in(self) -> str:
        """As chosen, else as the form is printed, else as she reads."""
        chosen = self.cleaned_data["language"]
        return chosen or (self.sheet.language if self.sheet else self.cleaned_data["person"].language)

"""What the reporter is asked at the end, and what those who answer note of those concerned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.builtin import current_language
from supervision.forms.base import ActForm, LanguageField, one_of, text
from supervision.models import Observation
from supervision.observations import standing
from supervision.observations.words import INDICATORS, NUMBERS, QUESTIONS, RATHER_NOT

MOST = 2_000
NOT_SAID, DECLINED = "", "declined"
SCALE = [(str(number), words) for number, words in NUMBERS.items()]


def _question(indicator):
    field = forms.ChoiceField(
        label=QUESTIONS[indicator], required=False, choices=[*SCALE, (DECLINED, RATHER_NOT)], widget=forms.RadioSelect
    )
    field.widget.attrs["class"] = "scale"
    return field


class ClosingQuestionsForm(ActForm):
    """UK.9: three questions about how she was answered, apart from what came of it; all of it may be left open."""

    name = "answer_closing_questions"
    template = "supervision/closing_questions.html"
    title, button = _("How did we treat you?"), _("Send")
    done = _("Thank you. This helps us to answer better.")
    lead = _(
        "Three questions about how we treated you, whatever came of the matter. "
        "What you leave open counts as “I would rather not say”."
    )

    respected = _question(Observation.Indicator.RESPECTED)
    understood = _question(Observation.Indicator.UNDERSTOOD)
    helpful = _question(Observation.Indicator.HELPFUL)
    text = text(_("Would you like to say more?"), rows=3, required=False, max_length=MOST)

    def clean(self):
        """Skipping all of it is one tap, whatever was chosen before."""
        values = super().clean()
        if "skip" in self.data:
            values |= dict.fromkeys(standing.ASKED, DECLINED) | {"text": ""}
        return values

    def details(self) -> dict:
        numbers = {str(name): _number(self.cleaned_data.get(name, "")) for name in standing.ASKED}
        return numbers | {"text": self.cleaned_data["text"], "language": current_language()}


class ObserveForm(ActForm):
    """BG.15: what client or caregiver said, how far goals were reached, what changed."""

    name = "observe"
    title, button = _("Note how it is"), _("Note it")
    done = _("Noted, with today’s date. It stands as you wrote it.")
    lead = _(
        "As those concerned said it, never as we judge them. A change of circumstances is words with a date, no number."
    )

    indicator = one_of(_("What is it about?"), choices=[(name, INDICATORS[name]) for name in standing.NOTED])
    label = text(_("If something else: what?"), rows=0, required=False, max_length=80)
    value = forms.ChoiceField(
        label=_("In a number, if they gave one"), required=False, widget=forms.RadioSelect,
        choices=[(NOT_SAID, _("No number")), *SCALE, (DECLINED, _("They would rather not say"))],
    )  # fmt: skip
    text = text(_("In their words"), required=False, max_length=MOST)
    language = LanguageField()
    changed_on = forms.DateField(
        label=_("For a change of circumstances: since when?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def prepare(self):
        self.fields["language"].initial = self.by.language

    def details(self) -> dict:
        said = dict(self.cleaned_data)
        return said | {"value": _number(said["value"]), "declined": said["value"] == DECLINED}


class UnansweredForm(ActForm):
    """C6: nobody is held up by somebody who does not answer."""

    name = "note_unanswered"
    title, button = _("Asked how it was, no answer"), _("Note it")
    done = _("Noted. It does not count as an answer.")
    lead = _("Only if you asked her: she can always answer on the page of her report.")

    text = text(_("When and how did you ask?"), rows=2, max_length=500)


def _number(chosen):
    return int(chosen) if chosen and chosen != DECLINED else None

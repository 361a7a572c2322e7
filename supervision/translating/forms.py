"""A translation of one text of a record; and the engine's switch."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from boundaries.models import Translation
from policies.builtin import current_language
from supervision.forms.base import CHOOSE, ActForm, LanguageField, one_of, text
from supervision.translating.acts import MOST_TEXT
from supervision.translating.lacking import lacking
from supervision.translating.texts import texts_of

Manner = Translation.Manner
MANNERS = ((Manner.PERSON, _("I translated it myself")), (Manner.INTERPRETER, _("An interpreter said it, I write it down")))


class TranslateForm(ActForm):
    """The original stands unchanged; this stands beside it."""

    name = "translate"
    title, button = _("Translate"), _("Put it beside the original")
    done = _("The translation stands beside the original now.")

    subject = forms.ChoiceField(label=_("Which text?"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})
    language = LanguageField(label=_("Into which language?"))
    text = text(_("Translation"), rows=8, max_length=MOST_TEXT)
    manner = one_of(_("How did it come about?"), choices=MANNERS, initial=Manner.PERSON)
    interpreter = PlainText(label=_("Name of the interpreter (need not be given)"), max_length=120)

    def prepare(self):
        texts = texts_of(self.incident)
        self.fields["subject"].choices = [(row.key, f"{row.label}: {row.body[:60]}") for row in texts]
        wanted = {lack.text.key: lack.into for lack in lacking(self.incident)}
        key = next(iter(wanted), texts[0].key if texts else "")
        self.begin_with(key, wanted)

    def begin_with(self, key, wanted) -> None:
        self.fields["subject"].initial = key
        self.fields["language"].initial = wanted.get(key, current_language())


class EngineForm(forms.Form):
    is_on = forms.ChoiceField(choices=[("yes", ""), ("no", "")])

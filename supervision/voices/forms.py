"""What is asked of whoever plans to ask the client, brings back what was said, or says whether it may be asked at all."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.forms.base import ActForm, LanguageField, PersonField, one_of, text
from supervision.models import ClientVoice
from supervision.models.client_voice import MOST, MOST_REASON
from supervision.plans.forms import called
from supervision.voices import standing
from supervision.voices.words import ENDINGS, NEUTRAL, WHOM, WISHES

MOST_WORDS = 20_000


class AskClientForm(ActForm):
    """Who asks whom, how, until when and what: offered only where it is safe."""

    name = "ask_client"
    title, button = _("Ask the client"), _("Plan it")
    done = _("It is planned. Whoever asks has been told, and so has the reporter.")
    lead = _(
        "Ask openly, not about blame: what happened from the client’s side, and what would be good. "
        "Nobody has to answer, and nobody has to say why not. Say before you ask that the words will stand in the record."
    )

    whom = one_of(_("Who is asked?"), choices=list(WHOM.items()), initial=ClientVoice.Whom.CLIENT)
    representative = text(
        _("If somebody chosen by the client: who, in words?"), rows=0, required=False, max_length=120,
        help_text=_("For example “her daughter”. Only somebody whom the client chose."),
    )  # fmt: skip
    asker = PersonField(label=_("Who asks?"), help_text=_("Not the reporter, if she would rather not."))
    how = text(
        _("When and how?"), rows=2, max_length=MOST_REASON, help_text=_("For example “by phone, on a morning, alone”.")
    )
    due_on = forms.DateField(
        label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Check the date."), "required": _("Choose a day from today on.")},
    )  # fmt: skip
    language = LanguageField(label=_("In which language?"))
    question = text(_("What will be asked?"), rows=4, max_length=MOST)

    def prepare(self):
        self.fields["asker"].offer(
            standing.people_to_ask(self.incident, self.by), lambda person: called(person, self.incident, self.by)
        )
        client = self.incident.client
        self.fields["language"].initial = client.preferred_language if client else self.by.language


class ClientSaidForm(ActForm):
    """Word for word, or that nothing was said: both are a good end."""

    name = "end_client_voice"
    title, button = _("What the client said"), _("Keep it")
    done = _("It is part of the record now and stands as you wrote it.")
    lead = NEUTRAL

    ending = one_of(_("What came of it?"), choices=list(ENDINGS.items()))
    words = text(
        _("If something was said: in their own words"), rows=6, required=False, max_length=MOST_WORDS,
        help_text=_("Word for word, in the language in which it was said."),
    )  # fmt: skip
    language = LanguageField(required=False, label=_("In which language was it said?"))
    withheld_reason = text(
        _("If the reporter should not read it: why?"), rows=2, required=False, max_length=MOST_REASON,
        help_text=_("Leave it empty, and she reads the words. She learns in any case that the client was asked."),
    )  # fmt: skip
    reason = text(_("If nobody was asked after all: why?"), rows=2, required=False, max_length=MOST_REASON)

    def prepare(self):
        row = standing.open_voice(self.incident)
        self.fields["language"].initial = row.language if row else self.by.language
        if self.by.pk == self.incident.reporter_id:
            del self.fields["withheld_reason"]


class WishForm(ActForm):
    name = "wish_client_voice"
    title, button, done = _("May the client be asked?"), _("Say so"), _("Noted. It counts from now on.")
    lead = _("You need not say why. You can say something else later.")

    wish = one_of(_("What would you like?"), choices=list(WISHES.items()))

    def prepare(self):
        self.fields["wish"].initial = standing.wish_of(self.incident) or None


class SafeForm(ActForm):
    """Only for whoever decides, and with a reason that stays."""

    name = "judge_client_voice_safe"
    title, button = _("It is safe to ask the client"), _("Record the reason")
    done = _("Recorded. The client may be asked now.")
    lead = _(
        "Say what keeps client and reporter safe when the client is asked. A new concern asks for a new judgement."
    )

    reason = text(_("Why is it safe, or right all the same?"), max_length=MOST_REASON)

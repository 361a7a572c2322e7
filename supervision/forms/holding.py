"""Not now: receipt and a promised time, ready to be sent from a phone (SV.18)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.choices import Status
from boundaries.forms.fields import Moment
from supervision import holding
from supervision.forms.answering import read_moment, typed_here
from supervision.forms.base import ActForm, LanguageField, text
from supervision.models import Message
from supervision.moments import local


class HoldingForm(ActForm):
    """Two fields that are filled in already; where the time is changed, the text follows it."""

    title, button = _("Not now"), _("Send")
    done = _("Your promise was sent.")

    promised_at = Moment(label=_("You will answer by"), required=True)
    body = text(_("Message"), rows=5)
    language = LanguageField(widget=forms.HiddenInput)
    suggested = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    @property
    def name(self):
        """The first answer acknowledges."""
        return "acknowledge" if self.incident.status == Status.SUBMITTED else "answer"

    def prepare(self):
        moment = holding.suggested(self.by, self.incident)
        self.initial = {
            "promised_at": local(moment, self.incident.organisation).replace(tzinfo=None),
            "body": holding.text(self.incident, moment),
            "language": self.incident.language,
            "suggested": moment.isoformat(),
        }
        self.fields["promised_at"].error_messages["required"] = _("Say by when you will answer.")

    def clean_promised_at(self):
        return typed_here(self.cleaned_data["promised_at"], self.incident)

    def details(self) -> dict:
        promised_at, formerly = self.cleaned_data["promised_at"], read_moment(self.cleaned_data["suggested"])
        body = holding.with_moment(self.cleaned_data["body"], self.incident, formerly, promised_at)
        words = {"kind": Message.Kind.HOLDING, "body": body, "language": self.cleaned_data["language"]}
        words["promised_at"] = promised_at
        return {"message": words} if self.name == "acknowledge" else words

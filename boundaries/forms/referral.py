"""Sending somebody to the right place: which one, what was said about it, and what the client makes of it."""

import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import NOT_OFFERED, Moment, OneOf, PlainText
from boundaries.models import Referral

EXPLAINED = {Referral.Explained.YES: _("Yes, I explained how it works there"), Referral.Explained.NO: _("No")}
DECISIONS = {
    Referral.Decision.WANTS: _("Wants to go there"),
    Referral.Decision.THINKS: _("Wants to think about it"),
    Referral.Decision.DECLINES: _("Does not want it"),
    Referral.Decision.UNKNOWN: _("Not known"),
}
REACHED = {
    Referral.Reached.YES: _("Yes"),
    Referral.Reached.NO: _("No"),
    Referral.Reached.UNKNOWN: _("I do not know yet"),
}


class ReferralForm(forms.Form):
    """Faults of the place itself (boundaries/referrals/missing.py) come from behind the door."""

    entry = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": NOT_OFFERED, "invalid": NOT_OFFERED})
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    explained_procedure = OneOf(
        choices=EXPLAINED,
        label=_("Did you explain how it works there?"),
        help_text=_("What you say every day is new to the person before you."),
    )
    card_given = forms.BooleanField(required=False, label=_("I showed or gave the card"))
    client_decision = OneOf(choices=DECISIONS, initial=Referral.Decision.UNKNOWN, label=_("What does the client say to it?"))
    reason = PlainText(rows=2, max_length=2000, label=_("Why there? (optional)"))
    unblocks = PlainText(max_length=500, label=_("What becomes possible afterwards? (optional)"))
    next_step_on = forms.DateField(
        required=False,
        label=_("When do we go on? (optional)"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Check the date.")},
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False, label=_("Language of the sentence and the card"))
    given_at = Moment(label="", widget=forms.HiddenInput())

    def clean_next_step_on(self):
        day = self.cleaned_data["next_step_on"]
        if day is not None and not datetime.date(2000, 1, 1) <= day < datetime.date(9999, 1, 1):
            raise forms.ValidationError(_("Check the date."))
        return day

    def said(self) -> dict:
        """What the act takes."""
        told = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return told | {"client_decision": told.get("client_decision", Referral.Decision.UNKNOWN)}

    def take(self, fault) -> None:
        """A ValidationError from behind the door, each sentence beside its field."""
        errors = fault.message_dict if hasattr(fault, "error_dict") else {None: fault.messages}
        for name, sentences in errors.items():
            self.add_error(name if name in self.fields else None, sentences)

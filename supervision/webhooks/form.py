"""What somebody says who sets up a webhook: where to, and for which events. For the page and the API alike."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.outward import MOST_ADDRESS, BadAddress, place_of
from boundaries.forms.fields import PlainText, SomeOf
from supervision.exports.words import act_word
from supervision.webhooks import faults
from supervision.webhooks.announcing import EVENTS


class WebhookForm(forms.Form):
    """Checked as far as can be without calling the address."""

    address = PlainText(
        max_length=MOST_ADDRESS,
        required=True,
        label=_("Address"),
        help_text=_("Begins with https://. We send to exactly this address and follow no redirects."),
    )
    events = SomeOf(required=True, label=_("Events"))

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["address"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        self.fields["events"].choices = [(event, act_word(event)) for event in EVENTS]
        self.fields["events"].error_messages["required"] = _("Choose at least one event.")
        self.fields["address"].error_messages["required"] = _("Please write something here.")

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        try:
            place_of(address)
        except BadAddress as fault:
            raise forms.ValidationError(faults.WORDS[fault.code])
        return address

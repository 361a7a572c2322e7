"""What an administrator says of the independent contact whom she invites."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import independent
from accounts.models import IndependentContact
from boundaries.forms.fields import PlainText
from supervision.forms.base import CHOOSE


class InvitationForm(forms.Form):
    """Nobody who works here: an address of the organisation's own people is refused."""

    kind = forms.ChoiceField(
        label=_("Who is it?"), choices=independent.KINDS.items(), widget=forms.RadioSelect, error_messages={"required": CHOOSE}
    )
    name = PlainText(max_length=120, required=True, label=_("Name"))
    email = forms.EmailField(max_length=200, label=_("E-mail"), help_text=_("Her own address, that nobody here can open."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, data=None, *, organisation):
        self.organisation = organisation
        super().__init__(data, initial={"language": organisation.language})

    def clean_email(self):
        email = self.cleaned_data["email"]
        if self.organisation.people.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("This is the address of somebody who works here. Choose somebody from outside."))
        return email

    def contact(self) -> IndependentContact:
        sent = self.cleaned_data
        contact = IndependentContact(organisation=self.organisation, kind=sent["kind"], language=sent["language"])
        contact.name, contact.email = sent["name"], sent["email"]
        return contact

"""Signing in, changing the passphrase, choosing a language, making a token."""

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Cadence
from accounts.plain_text import plain_text
from accounts.scopes import OPENINGS, offered_to

LONGEST_PASSPHRASE = 256


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=_("E-mail or staff number"), max_length=254, widget=forms.TextInput(attributes)
        )
        self.fields["password"] = passphrase_field(_("Passphrase"), "current-password")
        self.order_fields(["login", "password"])


class PassphraseForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = passphrase_field(_("Current passphrase"), "current-password")
        for name, label in {"password1": _("New passphrase"), "password2": _("New passphrase again")}.items():
            field = self.fields[name]
            field.label, field.help_text, field.max_length = label, "", LONGEST_PASSPHRASE
            field.widget.attrs = {"autocomplete": "new-password", "maxlength": LONGEST_PASSPHRASE}
        self.fields["password1"].help_text = _("At least 12 characters. Four or five words are easy to remember.")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class TokenForm(forms.Form):
    """What a token is for, what it may do, and how long."""

    DAYS = [("7", _("A week")), ("30", _("30 days")), ("90", _("90 days")), ("365", _("A year"))]

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For example: rota programme, night report.")
    )
    scopes = forms.MultipleChoiceField(label=_("What may it do?"), widget=forms.CheckboxSelectMultiple)
    days = forms.ChoiceField(label=_("How long does it last?"), choices=DAYS, initial="30", widget=forms.RadioSelect)

    def __init__(self, data=None, *, person):
        super().__init__(data)
        self.fields["scopes"].choices = [(str(scope), OPENINGS[scope].label) for scope in offered_to(person)]

    def clean_name(self):
        name = plain_text(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name


def passphrase_field(label, autocomplete):
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST_PASSPHRASE, strip=False)


class CadenceForm(forms.Form):
    cadence = forms.ChoiceField(label=_("How often"), choices=Cadence.choices, widget=forms.RadioSelect)

"""In which language a record is exported, with or without names, and why."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.roles import Right
from boundaries.forms.fields import PlainText
from supervision.forms.base import one_of
from supervision.models import Export

Profile = Export.Profile
PROFILES = (
    (Profile.PSEUDONYMISED, _("Without names: client code, pseudonyms")),
    (Profile.IDENTIFIED, _("With names")),
)


class ExportForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the document"), choices=settings.LANGUAGES)
    profile = one_of(_("Names"), choices=PROFILES, initial=Profile.PSEUDONYMISED)
    reason = PlainText(label=_("What is it for?"), max_length=200, help_text=_("Needed for a document with names."))

    def __init__(self, data=None, *, by, own=False):
        super().__init__(data)
        self.fields["language"].initial = by.language
        if own or not by.has_right(Right.EXPORT_IDENTIFIED):
            self.fields["profile"].choices = PROFILES[:1]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("profile") == Profile.IDENTIFIED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say what a document with names is for."))
        return cleaned

"""Is this print the record as it stands? A reference and the digits of its footer."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

LEAST_DIGITS = 12


class PrintForm(forms.Form):
    reference = forms.CharField(label=_("Reference"), max_length=20, help_text=_("As on the print, e.g. DS-7K2M-9QXT"))
    digits = forms.CharField(label=_("Digits"), max_length=100, help_text=_("The digits and letters in the footer"))

    def clean_reference(self):
        return self.cleaned_data["reference"].strip().upper()

    def clean_digits(self):
        digits = re.sub(r"\s", "", self.cleaned_data["digits"]).lower()
        if len(digits) < LEAST_DIGITS or not re.fullmatch(r"[0-9a-f]{12,64}", digits):
            raise forms.ValidationError(_("Give at least twelve of the footer’s digits: 0 to 9 and a to f."))
        return digits


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=_("The PDF"),
        help_text=_("Up to 20 MB. It is compared and not kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

"""Saving what the register is narrowed to under a name of one's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.models.saved_view import LONGEST_NAME

LONGEST_QUERY = 2_000


class SavedViewForm(forms.Form):
    """A name, and the address' own words, which RegisterFilter and ColumnsForm look through before anything is kept."""

    name = forms.CharField(
        label=_("Name of this view"),
        max_length=LONGEST_NAME,
        help_text=_("Yours alone. A view that has this name already is replaced."),
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)

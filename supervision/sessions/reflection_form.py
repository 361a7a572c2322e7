"""The form of a reflection: what happened and what I think of it; no field asks for a mark."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from supervision.forms.base import CHOOSE, text
from supervision.models.session import MAX_LINE, MAX_NOTES


class ReflectionForm(forms.Form):
    situation = PlainText(rows=2, max_length=MAX_LINE, label=_("A situation that I think of"))
    reflection = text(_("What I notice about it"), rows=5, max_length=MAX_NOTES)


class ShareForm(forms.Form):
    """With which session; one that is open and hers."""

    session = forms.ModelChoiceField(queryset=None, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})

    def __init__(self, data=None, *, sessions):
        super().__init__(data)
        self.fields["session"].queryset = sessions

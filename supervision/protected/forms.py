"""What a lead says before somebody's shifts, clients or team are changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.forms.base import one_of, text
from supervision.protected.lines import WHAT


class ChangeForm(forms.Form):
    what = one_of(_("What is changed?"), choices=list(WHAT.items()))
    is_own_wish = forms.BooleanField(required=False, label=_("She asked for it herself"))
    reason = text(_("Why?"), max_length=1_000)

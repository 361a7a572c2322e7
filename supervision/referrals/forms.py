"""Whether the client got there: one of three answers, and a word if wanted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from boundaries.forms.referral import REACHED
from supervision.forms.base import one_of


class CheckForm(forms.Form):
    reached = one_of(_("Did your client get there?"), choices=REACHED.items())
    note = PlainText(rows=2, max_length=500, label=_("Add words (optional)"))

"""Someone is in danger: for whom, and a few words if there is time for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries import words
from boundaries.forms.fields import OneOf, PlainText
from boundaries.forms.reach import ReachFields


class DangerForm(ReachFields):
    """Nothing here is required but yes or not sure, which are the buttons."""

    danger_for = OneOf(label=_("Who is in danger?"), choices=words.DANGER_FOR)
    what_happened = PlainText(rows=2, label=_("A few words, if you can"))
    answer = forms.ChoiceField(choices=[("yes", ""), ("unsure", "")])

"""A question before acting needs only its text (B-HU-09)."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText


class QuestionForm(forms.Form):
    """The draft's id is made by the page, so that sending twice is sending once."""

    draft = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    question = PlainText(rows=5, required=True, label=_("What would you like to ask?"))

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["question"].error_messages["required"] = _("Write your question.")

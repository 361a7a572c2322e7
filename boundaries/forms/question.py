"""A question before acting needs only its text (B-HU-09)."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText, PseudonymChoice
from boundaries.forms.reach import ReachFields


class QuestionForm(ReachFields):
    """The draft's id is made by the page, so that sending twice is sending once."""

    draft = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    question = PlainText(rows=5, required=True, label=_("What would you like to ask?"))

    behind_pseudonym = PseudonymChoice()

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["question"].error_messages["required"] = _("Write your question.")

    def write(self, draft) -> None:
        """What was asked, into this draft; nothing said about a pseudonym is none."""
        draft.question = self.cleaned_data["question"]
        draft.behind_pseudonym = self.cleaned_data["behind_pseudonym"] == "yes"
        draft.reach_safely = self.reach_from(draft.reach_safely)
        draft.save(update_fields=["question", "behind_pseudonym", "reach_safely"])

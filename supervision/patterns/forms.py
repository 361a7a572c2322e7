"""What is asked of whoever has looked at something that repeats itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.forms.base import one_of, text
from supervision.models import PatternTask
from supervision.patterns.acts import MOST


class SettleForm(forms.Form):
    """Nothing is needed is an answer like the others, and wants its words too."""

    outcome = one_of(_("What came of it?"), choices=PatternTask.Outcome.choices)
    reason = text(
        _("In a few words"),
        max_length=MOST,
        help_text=_("What is planned or agreed, or why nothing is needed. A lead and the auditor can read it."),
    )

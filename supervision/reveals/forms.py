"""Asking for a name, and deciding about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from supervision.forms.base import ActForm, text

MOST = 500


class AskNameForm(ActForm):
    """The reason is read by whoever decides, and by the reporter."""

    name = "ask_reveal"
    title, button = _("Ask for the name"), _("Ask")
    done = _("Asked. Somebody else decides, and the reporter sees who asked and why.")
    lead = _("Most of what has to be done needs no name. Somebody else decides; the reporter reads your reason.")

    reason = text(_("Why is the name needed?"), max_length=MOST)


class DecisionForm(forms.Form):
    """Opening needs no words of one's own, refusing does."""

    go = forms.ChoiceField(choices=[("open", ""), ("refuse", "")])
    reason = PlainText(rows=3, max_length=MOST, label=_("If not: why?"))

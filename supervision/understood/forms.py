"""Which reply, and what of the two."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.forms.base import ActForm, one_of
from supervision.moments import Clock
from supervision.thread import place_of_key
from supervision.understood.standing import Answer, open_replies
from supervision.understood.words import SAY

SHOWN = 60


class UnderstoodForm(ActForm):
    """One tap under a reply; the page of its own is for whoever comes without one."""

    name = "say_understood"
    title, button = _("Did this answer understand you?"), _("Send")
    done = _("Thank you. That is good to know.")
    lead = _("No reason is needed. If it is not quite so, you are answered again.")

    message = forms.ChoiceField(label=_("Which answer?"))
    answer = one_of(_("Did this answer understand you?"), choices=SAY.items())

    def prepare(self):
        clock = Clock(self.incident.organisation)
        rows = list(open_replies(self.incident))
        self.fields["message"].choices = [
            (str(row.pk), f"{clock.short(row.sent_at)}: {row.body[:SHOWN]}") for row in rows
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.NOT_QUITE:
            self.done = _(
                "Thank you for saying so. You are answered again; if you like, say in a few words what is missing."
            )
        return cleaned

    @property
    def place(self) -> str:
        """Back to the reply on the record's page."""
        return place_of_key(self.cleaned_data["message"])

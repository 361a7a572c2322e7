"""What is asked of an author who opens a reply to colleagues."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from supervision.forms.base import CHOOSE, ActForm
from supervision.similar.sharing import shareable

MOST_SHOWN = 160


class ShareReplyForm(ActForm):
    """One of her own replies; codes and names are taken out wherever it is shown."""

    name = "share_reply"
    title, button = _("Open a reply to colleagues"), _("Open it")
    done = _("Colleagues who answer the like can read it now, without names.")
    lead = _(
        "Whoever answers something similar reads it beside her own answer, without names, codes or a way to this record. "
        "It cannot be taken back, and changes nothing here."
    )

    message = forms.ChoiceField(
        label=_("Which reply?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    is_harmless = forms.BooleanField(label=_("I have read it again: nobody can be told from it."))

    def prepare(self):
        rows = shareable(self.incident, self.by)
        self.fields["message"].choices = [(str(row.pk), Truncator(row.body).chars(MOST_SHOWN)) for row in rows]

    def details(self) -> dict:
        return {"message": self.cleaned_data["message"]}

"""Which of the five it is, and why it is another one now."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from policies.builtin import choices, label
from supervision.forms.base import ActForm, one_of, text
from supervision.models.preparation import MOST_REASON


class ContactTypeForm(ActForm):
    name = "set_contact_type"
    title, button, done = _("Kind of contact"), _("Keep"), _("The kind of contact is noted.")
    lead = _("Urgent starts the urgent clock: whoever has it is told at once, and the queue puts it first.")

    contact_type = one_of(
        _("What was this contact about?"),
        help_text=_("This describes the one contact, never a person. The reporter does not see it."),
    )
    note = text(_("If this has changed: why?"), rows=2, required=False, max_length=MOST_REASON)

    def prepare(self):
        self.fields["contact_type"].initial = self.incident.contact_type
        self.fields["contact_type"].choices = [
            (key, format_html("{}<small>{}</small>", word, label("contact_type_definitions", key)))
            for key, word in choices("contact_types")
        ]
        if not self.incident.contact_type:
            del self.fields["note"]

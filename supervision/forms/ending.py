"""Coming to an end: the result, closing, coming back, taking back."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from boundaries.choices import Outcome
from policies.builtin import choices, label
from supervision.exceptions.standing import is_approved
from supervision.forms.base import ActForm, MessageForm, one_of, text
from supervision.forms.deciding import REASON_LIMIT
from supervision.plans.standing import has_rematch


class ResolveForm(MessageForm):
    """R1 to R3: the outcome with its reason, the kind of contact, the need that was served, and the message."""

    name = "resolve"
    template = "supervision/guided.html"
    title, button = _("Record the result"), _("Record and tell the reporter")
    done = _("The result is recorded. The reporter has been told and may come back to it.")

    outcome = one_of(_("What came of it?"))
    reason = text(_("Why this result?"), max_length=REASON_LIMIT)
    contact_type = one_of(
        _("What was this contact about?"),
        help_text=_("This describes the one contact, never a person. The reporter does not see it."),
    )
    need_served = text(_("Which need was met?"), rows=2, max_length=REASON_LIMIT)
    body = text(_("What the reporter is told"), rows=6)
    field_order = ("outcome", "reason", "contact_type", "need_served", "body", "language")

    def prepare(self):
        super().prepare()
        self.fields["outcome"].choices = [(key, self._with_need(key, word)) for key, word in choices("outcomes")]
        self.fields["contact_type"].initial = self.incident.contact_type
        self.fields["contact_type"].choices = [
            (key, format_html("{}<small>{}</small>", word, label("contact_type_definitions", key)))
            for key, word in choices("contact_types")
        ]

    def _with_need(self, outcome, word):
        if outcome == Outcome.EXCEPTION_AGREED and not is_approved(self.incident):
            return format_html("{}<small>{}</small>", word, _("Needs an exception that another lead has approved."))
        if outcome == Outcome.ARRANGEMENTS_CHANGED and not has_rematch(self.incident):
            return format_html("{}<small>{}</small>", word, _("Needs the decision about another caregiver in the plan."))
        return word

    def details(self) -> dict:
        names = ("outcome", "reason", "contact_type", "need_served")
        return {name: self.cleaned_data[name] for name in names} | {"message": self.message}


class CloseForm(ActForm):
    name = "close"
    template = "supervision/guided.html"
    title, button, done = _("Close"), _("Close for good"), _("Closed. The record is sealed.")
    lead = _("Nothing can be added afterwards. A later message becomes a question of its own.")

    reason = text(_("Reason for closing"), rows=3, max_length=REASON_LIMIT)


class ReopenForm(ActForm):
    name = "reopen"
    title, button, done = _("Come back to it"), _("Reopen"), _("It is open again.")

    reason = text(_("What is still open?"), rows=3, max_length=REASON_LIMIT)


class WithdrawForm(ActForm):
    name = "withdraw"
    title, button, done = _("Take it back"), _("Take it back"), _("Taken back. That is quite all right.")
    lead = _("Nobody will answer it any more. It stays readable for the lead and the auditor.")

    reason = text(_("Why do you take it back?"), rows=2, max_length=REASON_LIMIT)

"""What is asked of whoever wants an exception from a rule, and of the lead who decides about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.norms import Citation
from supervision.exceptions.standing import clauses_for, waiting
from supervision.forms.base import CHOOSE, ActForm, one_of
from supervision.forms.base import text as written

MOST = 2000
APPROVED, REFUSED = "approved", "refused"


class ClauseField(forms.ChoiceField):
    """One of the rules that held; its cleaned value is the clause."""

    def __init__(self, **options):
        super().__init__(error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}, **options)
        self.clauses = {}

    def offer(self, clauses) -> None:
        """Policy by policy, each rule by its number."""
        self.clauses = {str(clause.pk): clause for clause in clauses}
        groups = {}
        for key, clause in self.clauses.items():
            one = Citation(clause)
            groups.setdefault(one.policy, []).append((key, f"{clause.number}. {one.title}"))
        self.choices = [("", "—"), *groups.items()]

    def clean(self, value):
        return self.clauses.get(super().clean(value))


class AskExceptionForm(ActForm):
    """UK.14: which rule, which purpose it serves, what was done instead."""

    name = "ask_exception"
    title, button = _("The rule did not fit this case"), _("Ask for the exception")
    done = _("It is asked for. A lead decides; you are told.")
    lead = _(
        "An exception keeps the purpose of a rule where its letter would not. It stands on the record with its reason, "
        "and a lead other than you approves it."
    )

    clause = ClauseField(label=_("Which rule did not fit?"))
    purpose = written(_("Which purpose does this rule serve, and why did its letter not serve it here?"), max_length=MOST)
    done_instead = written(_("What was done instead?"), max_length=MOST)

    def prepare(self):
        self.fields["clause"].offer(clauses_for(self.incident))


class DecideExceptionForm(ActForm):
    """A lead approves with a word for the rule's owner, or refuses with a reason."""

    name = "approve_exception"
    title, button = _("Decide about the exception"), _("Decide")
    done = _("Decided. Whoever asked is told.")
    lead = _("Approved, the policy owner reads the rule and the words below, so that the rule can be improved; nothing else.")

    decision = one_of(_("May this exception stand?"), choices=[(APPROVED, _("Yes, approved")), (REFUSED, _("No"))])
    text = written(
        _("If yes: what does the policy owner read?"),
        required=False,
        max_length=MOST,
        help_text=_("Which purpose the rule should allow for. No names, no client, nothing of what happened."),
    )
    is_harmless = forms.BooleanField(
        required=False, label=_("These words say nothing about the client, the reporter or anybody else.")
    )
    reason = written(_("If no: why not?"), required=False, max_length=MOST, help_text=_("Whoever asked reads it."))

    def prepare(self):
        row = waiting(self.incident)
        self.fields["text"].initial = row.purpose if row else ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == APPROVED and not cleaned.get("is_harmless"):
            self.add_error("is_harmless", _("Please confirm this, or change the words."))
        if cleaned.get("decision") == REFUSED:
            self.name = "refuse_exception"
        return cleaned

    def details(self) -> dict:
        names = ("reason",) if self.name == "refuse_exception" else ("text", "reason")
        return {name: self.cleaned_data[name] for name in names}

"""Giving an incident to somebody else by hand, and the reporter's wish to be answered by another person."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from supervision.forms.base import ActForm, PersonField
from supervision.matching.choosing import choosable, first_in_turn
from supervision.matching.words import REASONS, sentences

MOST_REASON = 200


class AssignForm(ActForm):
    """Everybody who may take it, best first, each with what speaks for her."""

    name = "assign"
    title, button = _("Choose another person"), _("Hand it over")
    done = _("It was handed over. Both of them and the reporter have been told.")
    lead = _("What is owed goes along, and the time it is due stays as it is. The reporter is told who answers now, not why.")

    to = PersonField(label=_("Who should answer?"))
    reason = PlainText(label=_("Why this person?"), max_length=MOST_REASON)

    def prepare(self):
        self.fields["reason"].help_text = _("Needed unless it is whoever would be the next in turn anyway.")
        self.matches = {match.person.pk: match for match in choosable(self.incident)}
        self.fields["to"].offer([match.person for match in self.matches.values()], self._described)
        if not self.matches:
            self.lead = REASONS["nobody_else"]

    def _described(self, person):
        match = self.matches[person.pk]
        reasons = sentences("" if match.basis == "chosen" else match.basis, match.factors)
        return ": ".join(filter(None, [str(person), " · ".join(reasons)]))

    def clean(self):
        cleaned = super().clean()
        to = cleaned.get("to")
        if to and not cleaned.get("reason") and to != first_in_turn(self.incident):
            self.add_error("reason", _g("Say why, in a few words."))
        return cleaned


class AskForAnotherForm(ActForm):
    """No reason is asked, and there is no field for one."""

    name = "ask_for_another"
    title, button = _("Ask for another person"), _("Yes, another person, please")
    done = _("Done. You see on this page who answers you now.")
    lead = _("You need not say why, and nobody asks. Somebody else answers you from now on, within the same time.")

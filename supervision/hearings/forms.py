"""What is asked of the person concerned, why a lead lets it be, and what she answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from supervision.forms.base import ActForm, LanguageField, PersonField, text
from supervision.hearings.standing import can_be_asked, can_be_waived

MOST = 20_000
MOST_REASON = 500


class HearForm(ActForm):
    """One question to one person. She reads it and nothing else."""

    name = "hear"
    title, button = _("Ask the person concerned"), _("Ask")
    done = _("The question is on its way. Until it is answered, or its time is over, no outcome can be recorded.")
    lead = _(
        "She reads this question and nothing else: not the record, not who reported it, not which client. "
        "Ask about what happened, not about what somebody said. "
        "If your question would still show who reported it, and that could put somebody in danger, do not ask: "
        "a lead can say why not."
    )

    person = PersonField(label=_("Who is asked?"))
    question = text(_("What do you ask?"), rows=6, max_length=MOST)
    language = LanguageField()
    is_harmless = forms.BooleanField(
        label=_("The question does not show who reported this, and asking puts nobody in danger."),
        error_messages={"required": _("Without this nobody can be asked. A lead can say why not.")},
    )

    def prepare(self):
        people = can_be_asked(self.incident)
        self.fields["person"].offer(people, str)
        if len(people) == 1:
            self.fields["person"].initial = str(people[0].pk)
            self.fields["language"].initial = people[0].language
        else:
            self.fields["language"].initial = self.by.language

    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("person", "question", "language")}


class WaiveForm(ActForm):
    """A lead's reason why somebody is not asked now."""

    name = "waive_hearing"
    title, button = _("Do not ask the person concerned"), _("Record the reason")
    done = _("Recorded. An outcome is possible without hearing this person; the auditor sees that a reason was given.")
    lead = _("Only where asking would put somebody in danger, an authority forbids it, or the person is not here any more.")

    person = PersonField(label=_("Who is not asked?"))
    reason = text(_("Why not?"), max_length=MOST_REASON)

    def prepare(self):
        people = can_be_waived(self.incident)
        self.fields["person"].offer(people, str)
        if len(people) == 1:
            self.fields["person"].initial = str(people[0].pk)


class ReplyForm(forms.Form):
    """What the person concerned says."""

    answer = PlainText(rows=8, max_length=MOST, label=_("Your answer"))

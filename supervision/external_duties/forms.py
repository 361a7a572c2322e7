"""What was decided about one notice to somebody outside."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boundaries.models import ExternalDuty
from policies.external_duties import duties_for
from supervision.forms.base import CHOOSE, ActForm, one_of, text

Decision = ExternalDuty.Decision
EARLIEST = 2000
TO_WHOM_AND_WHEN = _("Say to whom and when it was given.")
NEEDED = {
    Decision.GIVEN: {"given_to": TO_WHOM_AND_WHEN, "given_at": TO_WHOM_AND_WHEN},
    Decision.NOT_DUE: {"reason": _("Say why it is not due.")},
}
CHOICES = (
    (Decision.GIVEN, _("Given: they were told")),
    (Decision.PLANNED, _("Planned: they will be told")),
    (Decision.NOT_DUE, _("Not due, and why")),
)


class DecisionForm(ActForm):
    name = "decide_external_duty"
    title, button, done = _("Notices to somebody outside"), _("Note the decision"), _("The decision was noted. Nothing was sent.")

    duty = forms.ChoiceField(label=_("Which notice?"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})
    decision = one_of(_("What was decided?"), choices=CHOICES)
    given_to = text(_("To whom"), rows=0, required=False, max_length=200)
    given_at = forms.DateTimeField(
        label=_("When it was given"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
    external_reference = text(_("Their reference"), rows=0, required=False, max_length=80)
    reason = text(_("Reason or remark"), rows=3, required=False, max_length=2000)

    def prepare(self):
        duties = duties_for(self.incident.organisation.country)
        self.fields["duty"].choices = [("", _("Choose")), *((duty.key, duty.told("title")) for duty in duties)]

    def clean(self):
        """What the decision needs, unless it has a fault of its own already."""
        values = super().clean()
        for name, fault in NEEDED.get(values.get("decision"), {}).items():
            if name not in self.errors and not (values.get(name) and str(values[name]).strip()):
                self.add_error(name, fault)
        return values

    def clean_given_at(self):
        at = self.cleaned_data["given_at"]
        if at is not None and at > timezone.now():
            raise forms.ValidationError(_("This lies in the future. Choose “planned”."))
        if at is not None and at.year < EARLIEST:
            raise forms.ValidationError(_("Please check the year."))
        return at

    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.fields}

"""The form of the rule, and the one that says until when somebody is new."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.builtin import choices
from policies.kinds import kinds_for
from supervision.forms.base import CHOOSE
from supervision.models import SessionRule
from supervision.sessions import reach, rules

MOST_WEEKS, MOST_DAYS = 52, 90


def _number(label, most, **options):
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most, **options)


class RuleForm(forms.Form):
    """Empty fields ask for nothing."""

    every_weeks = _number(_("For everybody, at least every … weeks"), MOST_WEEKS)
    probation_weeks = _number(_("During probation, at least every … weeks"), MOST_WEEKS)
    after_days = _number(_("After certain events, within … days"), MOST_DAYS)
    after_gravities = forms.MultipleChoiceField(
        label=_("After events as grave as"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: choices("gravity"), error_messages={"invalid_choice": CHOOSE},
    )  # fmt: skip
    after_kinds = forms.MultipleChoiceField(
        label=_("After these kinds of event"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE},
    )  # fmt: skip

    def __init__(self, data=None, *, organisation):
        self.organisation = organisation
        former = SessionRule.of(organisation.pk)
        super().__init__(data, initial={name: getattr(former, name) for name in rules.FIELDS} if former else None)
        self.fields["after_kinds"].choices = [(kind.key, kind.label_in()) for kind in kinds_for(organisation)]

    def clean(self):
        found = super().clean()
        if (found.get("after_kinds") or found.get("after_gravities")) and not found.get("after_days"):
            self.add_error("after_days", _("Say within how many days."))
        return found

    def save(self, by):
        rules.set_rule(self.organisation, by, **{name: self.cleaned_data[name] for name in rules.FIELDS})


class ProbationForm(forms.Form):
    """Somebody of one's team, and the last day of her first time here."""

    person = forms.ChoiceField(label=_("Who"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})
    until_on = forms.DateField(
        label=_("Probation until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data=None, *, by):
        self.by = by
        super().__init__(data)
        self.team = {str(person.pk): person for person in reach.team_of(by)}
        self.fields["person"].choices = [(key, str(person)) for key, person in self.team.items()]

    def save(self, by):
        person = self.team[self.cleaned_data["person"]]
        rules.set_probation(by.organisation, by, person=person, until_on=self.cleaned_data["until_on"])

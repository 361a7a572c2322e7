"""What is asked of whoever gives an auditor a mandate."""

import datetime
import zoneinfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from accounts.models.mandate import MOST_PURPOSE
from accounts.plain_text import is_blank
from boundaries.forms.fields import NOT_OFFERED, PlainText
from policies.builtin import content, in_language
from supervision.forms.register import EARLIEST, LATEST
from supervision.mandates.acts import auditors

LONGEST = datetime.timedelta(days=366)
MISSING = _("Please write something here.")


def _day(label, **options):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _several(label, **options):
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED},
        **options,
    )


class MandateForm(forms.Form):
    """Whole days by the organisation's clock; what is left empty limits nothing, except that every mandate ends."""

    auditor = forms.ChoiceField(
        label=_("Auditor"),
        error_messages={"invalid_choice": NOT_OFFERED},
        help_text=_("From the first mandate on, this person reads only what a mandate names, and nothing after its end."),
    )
    purpose = PlainText(
        max_length=MOST_PURPOSE,
        rows=2,
        label=_("What for?"),
        help_text=_("For example: yearly inspection of the second quarter. The auditor reads it."),
    )
    ends_on = _day(_("Last day of the mandate"), help_text=_("At most a year from now."))
    since = _day(_("Reports from"), required=False)
    until = _day(_("Reports to"), required=False)
    teams = _several(_("Teams"), help_text=_("None chosen: all of them."))
    kinds = _several(_("What happened"), help_text=_("None chosen: every kind of event."))

    def __init__(self, data=None, *, organisation, by):
        self.organisation, self.by = organisation, by
        super().__init__(data)
        self.people = {str(person.pk): person for person in auditors(organisation) if person != by}
        self.fields["auditor"].choices = [("", "—"), *((key, str(person)) for key, person in self.people.items())]
        self.fields["teams"].choices = [(str(team.pk), team.name) for team in organisation.teams.order_by("name")]
        self.fields["kinds"].choices = [(kind["key"], in_language(kind["label"])) for kind in content()["event_types"]]

    def clean_purpose(self):
        if is_blank(self.cleaned_data["purpose"]):
            raise forms.ValidationError(MISSING)
        return self.cleaned_data["purpose"].strip()

    def clean_ends_on(self):
        day, today = self.cleaned_data["ends_on"], timezone.localdate(timezone=self._zone)
        if day < today:
            raise forms.ValidationError(_("A mandate ends in the future."))
        if day > today + LONGEST:
            raise forms.ValidationError(_("At most a year from now."))
        return day

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        for name in ("since", "until"):
            day = self.cleaned_data.get(name)
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Please choose a day of our time."))
        return self.cleaned_data

    def mandate(self) -> Mandate:
        """Of a valid form, not yet saved."""
        said = self.cleaned_data
        return Mandate(
            organisation=self.organisation,
            auditor=self.people[said["auditor"]],
            purpose=said["purpose"],
            since=self._beginning(said["since"]),
            until=self._end(said["until"]),
            teams=said["teams"],
            kinds=said["kinds"],
            ends_at=self._end(said["ends_on"]),
            given_by=self.by,
        )

    @property
    def _zone(self):
        return zoneinfo.ZoneInfo(self.organisation.time_zone)

    def _beginning(self, day):
        return datetime.datetime.combine(day, datetime.time.min, self._zone) if day else None

    def _end(self, day):
        return self._beginning(day + datetime.timedelta(days=1)) if day else None

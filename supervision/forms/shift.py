"""What a lead fills in who puts somebody on call."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Right
from boundaries.forms.fields import Moment, PlainText
from supervision.ladder.shifts import MOST_WEEKS

CHOOSE = _("Choose one of the answers offered.")
MOMENT = _("Give the date and the time.")
MESSAGES = {"required": CHOOSE, "invalid_choice": CHOOSE}


class ShiftForm(forms.Form):
    """One shift, or the same in several weeks; supervision/ladder/shifts.py says what it must be."""

    user = forms.ChoiceField(label=_("Who"), error_messages=MESSAGES)
    team = forms.ChoiceField(label=_("For"), required=False, error_messages=MESSAGES)
    starts_at = Moment(label=_("From"), required=True)
    ends_at = Moment(label=_("To"), required=True)
    duty_phone = PlainText(
        max_length=40,
        required=True,
        label=_("Number of the duty phone"),
        help_text=_("The service’s own duty phone with the country in front, such as +36 1 555 01 02. Never a private number."),
    )
    weeks = forms.IntegerField(
        label=_("In how many weeks"),
        initial=1,
        min_value=1,
        max_value=MOST_WEEKS,
        help_text=_("1 enters this shift alone; 4 enters it at the same time in four weeks."),
    )

    def __init__(self, data=None, *, organisation):
        super().__init__(data)
        people = organisation.people.filter(is_active=True).order_by("given_name", "family_name", "id")
        self.people = {str(person.pk): person for person in people if person.has_right(Right.ANSWER)}
        self.teams = {str(team.pk): team for team in organisation.teams.order_by("name")}
        self.fields["user"].choices = [("", ""), *((key, str(person)) for key, person in self.people.items())]
        whole = ("", _("The whole service"))
        self.fields["team"].choices = [whole, *((key, team.name) for key, team in self.teams.items())]
        for name in ("starts_at", "ends_at"):
            self.fields[name].error_messages["required"] = MOMENT
        self.fields["duty_phone"].error_messages["required"] = _("Please write something here.")
        self.fields["duty_phone"].widget.attrs |= {"type": "tel", "inputmode": "tel", "autocomplete": "off"}

    def clean_user(self):
        return self.people[self.cleaned_data["user"]]

    def clean_team(self):
        return self.teams.get(self.cleaned_data["team"])

    def take(self, fault) -> None:
        """A ValidationError from behind the door, each sentence beside its field."""
        for name, messages in fault.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)

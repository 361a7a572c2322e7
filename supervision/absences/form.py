"""What somebody fills in who goes away: days, an hour where it matters, and who stands in."""

import datetime
import zoneinfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from supervision.absences import rules
from supervision.models import Absence

CHOOSE = _("Choose one of the answers offered.")
KINDS = {
    Absence.Kind.LEAVE: _("Leave"),
    Absence.Kind.SICK: _("Sick"),
    Absence.Kind.TRAINING: _("Training"),
    Absence.Kind.OTHER: _("Something else"),
}
# how the rules call what this form asks
FIELDS = {"starts": "starts_on", "ends": "ends_on"}


class PersonSelect(forms.ChoiceField):
    """One of the people who answer; its cleaned value is the person."""

    def __init__(self, **options):
        super().__init__(error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}, **options)
        self.people = {}

    def offer(self, people, *, nobody=""):
        self.people = {str(person.pk): person for person in people}
        first = [("", nobody)] if nobody else []
        self.choices = [*first, *((key, _named(person)) for key, person in self.people.items())]

    def clean(self, value):
        return self.people.get(super().clean(value))


def _named(person):
    return f"{person} · {person.team}" if person.team else str(person)


def day(label, **options):
    field = forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)
    field.error_messages["invalid"] = field.error_messages["required"] = _("Give the day.")
    return field


def hour(label):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    field = forms.TimeField(label=label, widget=widget, required=False)
    field.error_messages["invalid"] = _("Give the time, for example 14:30.")
    return field


class AbsenceForm(forms.Form):
    """Whole days unless an hour is given; today without an hour means from now on."""

    staff = PersonSelect(label=_("Who is away?"))
    starts_on = day(_("First day away"))
    starts_time = hour(_("From this hour"))
    ends_on = day(_("Last day away"))
    ends_time = hour(_("Until this hour"))
    cover = PersonSelect(label=_("Who stands in?"), required=False)
    kind = forms.ChoiceField(
        label=_("Why?"), choices=KINDS.items(), initial=Absence.Kind.LEAVE, widget=forms.RadioSelect,
        help_text=_("Seen by the person herself and the leads, and told to nobody."),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip

    def __init__(self, data=None, *, by, now=None):
        super().__init__(data)
        self.by, self.now = by, now or timezone.now()
        self.zone = zoneinfo.ZoneInfo(by.organisation.time_zone)
        people = who_answers(by.organisation)
        if by.has_right(Right.DECIDE):
            self.fields["staff"].offer(people)
            self.fields["staff"].initial = str(by.pk)
        else:
            del self.fields["staff"]
            people = [person for person in people if person.pk != by.pk]
        self.fields["cover"].offer(people, nobody=_("Nobody yet"))
        self.fields["starts_on"].initial = self.now.astimezone(self.zone).date() + datetime.timedelta(days=1)

    def details(self) -> dict:
        """What an absence is entered with."""
        said = self.cleaned_data
        return {
            "staff": said.get("staff") or self.by,
            "starts_at": self._starts_at(),
            "ends_at": self._ends_at(),
            "cover": said["cover"],
            "kind": said["kind"],
        }

    def _starts_at(self):
        first, clock = self.cleaned_data["starts_on"], self.cleaned_data["starts_time"]
        if clock is None and first == self.now.astimezone(self.zone).date():
            return self.now
        return self._moment(first, clock or datetime.time())

    def _ends_at(self):
        last, clock = self.cleaned_data["ends_on"], self.cleaned_data["ends_time"]
        if clock is not None:
            return self._moment(last, clock)
        return self._moment(last + datetime.timedelta(days=1), datetime.time())

    def _moment(self, date, clock):
        return timezone.make_aware(datetime.datetime.combine(date, clock), self.zone).astimezone(datetime.UTC)

    def clean(self):
        """Years near the ends of the calendar do not exist in every zone."""
        cleaned = super().clean()
        for name in ("starts_on", "ends_on"):
            if cleaned.get(name) and not 2000 <= cleaned[name].year < 2200:
                self.add_error(name, _("Check the date."))
        return cleaned

    def take(self, fault) -> None:
        """Faults that the rules found, each beside its field."""
        for name, messages in fault.message_dict.items():
            field = FIELDS.get(name, name)
            self.add_error(field if field in self.fields else None, messages)


def who_answers(organisation) -> list[User]:
    """By name; staff are few."""
    rows = User.objects.filter(organisation=organisation, is_active=True).select_related("organisation", "profile__team")
    return [person for person in rows.order_by("given_name", "family_name", "pk") if rules.answers_here(person, organisation)]

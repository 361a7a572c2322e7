"""What the response times are counted over: a month or a stretch of days, and a team; all of it in the address.

Who may not read the records chooses among whole months and nothing else: from two counts that overlap, the count of
what lies between could be computed (supervision/figures/hiding.py).
"""

import datetime
import zoneinfo

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Right
from supervision.forms.register import EARLIEST, LATEST

MONTHS = 24  # that are offered


def _day(label):
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class FiguresFilter(forms.Form):
    """Without any choice: this month. Days, where given, count instead of a month."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    since = _day(_("From"))
    until = _day(_("To"))
    team = forms.ChoiceField(label=_("Team"), required=False)

    def __init__(self, data, *, user):
        self.organisation = user.organisation
        self.zone = zoneinfo.ZoneInfo(self.organisation.time_zone)
        self.today = timezone.now().astimezone(self.zone).date()
        super().__init__(data)
        if not sees_records(user):
            for name in ("since", "until", "team"):
                del self.fields[name]
        else:
            teams = [(str(team.pk), team.name) for team in self.organisation.teams.order_by("name")]
            self.fields["team"].choices = [("", _("All")), *teams]
        self.fields["month"].choices = [(f"{day:%Y-%m}", month_in_words(day)) for day in last_months(self.today)]
        if not self.data.get("month"):
            self.initial["month"] = f"{self.today:%Y-%m}"

    def clean(self):
        values = self.cleaned_data
        first, last = values.get("since"), values.get("until")
        if first and last and last < first:
            raise forms.ValidationError(_("The end lies before the beginning."))
        return values

    @property
    def chosen(self) -> dict:
        """The filters in use, as the address carries them."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)} if self.is_valid() else {}

    @property
    def team_id(self):
        return self.cleaned_data.get("team") or None

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day; one that was not given is the first of its month, or today."""
        values = self.cleaned_data
        first, last = values.get("since"), values.get("until")
        if first or last:
            last = min(max(last or max(self.today, first), EARLIEST), LATEST)
            return max(first or last.replace(day=1), EARLIEST), last
        year, month = map(int, (values.get("month") or f"{self.today:%Y-%m}").split("-"))
        return datetime.date(year, month, 1), next_month(datetime.date(year, month, 1)) - datetime.timedelta(days=1)

    @property
    def bounds(self) -> tuple[datetime.datetime, datetime.datetime]:
        """From the first moment on, up to but without the second."""
        first, last = self.days
        ends = (first, last + datetime.timedelta(days=1))
        return tuple(datetime.datetime.combine(day, datetime.time.min, self.zone) for day in ends)

    def in_words(self) -> list[str]:
        first, last = self.days
        whole = first.day == 1 and last == next_month(first) - datetime.timedelta(days=1)
        both = (formats.date_format(day, "SHORT_DATE_FORMAT") for day in (first, last))
        words = [month_in_words(first) if whole else " – ".join(both)]
        return words + ([dict(self.fields["team"].choices)[self.team_id]] if self.team_id else [])


def sees_records(user) -> bool:
    """Whoever reads the records with their people loses nothing by exact counts."""
    return user.has_right(Right.READ_SERVICE)


def month_in_words(day) -> str:
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


def next_month(first: datetime.date) -> datetime.date:
    return (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def last_months(today) -> list[datetime.date]:
    """This month and those before it, newest first."""
    day, months = today.replace(day=1), []
    for _number in range(MONTHS):
        months.append(day)
        day = (day - datetime.timedelta(days=1)).replace(day=1)
    return months

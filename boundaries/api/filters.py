"""What narrows a list of reports by API: the filters in the address, each refused by name where it is malformed."""

import datetime
import zoneinfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from accounts.models.organisation import LANGUAGES
from accounts.plain_text import plain_text
from boundaries.choices import Kind, Status
from boundaries.forms.fields import NOT_OFFERED, PlainText
from boundaries.pseudonyms import of_team
from boundaries.search.finding import is_searchable
from boundaries.search.query import MOST_LETTERS
from policies.models import EventType

YES_NO = [("true", ""), ("false", "")]
DAY = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$", "description": "A day; empty is none."}
# a day less than there is: its midnight must exist in every zone
EARLIEST, LATEST = datetime.date(1, 1, 2), datetime.date(9998, 12, 31)


def _one_of(rows):
    return forms.ChoiceField(required=False, choices=rows, error_messages={"invalid_choice": NOT_OFFERED})


def check_searchable(text):
    if not is_searchable(text):
        raise forms.ValidationError(_("Write a longer word to look for."))


class IncidentFilter(forms.Form):
    """`kind` is the key of a kind of event, or `question`; days are whole days by the organisation's clock.

    `words` are those to look for, which no condition on a row can say (boundaries/search).
    """

    words = ""

    status = _one_of([(status, "") for status in Status if status != Status.DRAFT])
    kind = _one_of([])
    language = _one_of([(language, "") for language in LANGUAGES])
    team = _one_of([])
    urgent = _one_of(YES_NO)
    mine = _one_of(YES_NO)
    q = PlainText(max_length=MOST_LETTERS, validators=[check_searchable])
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, data, *, user):
        self.user = user
        super().__init__(data)
        kinds = EventType.objects.values_list("key", flat=True)
        self.fields["kind"].choices = [(Kind.QUESTION, ""), *((key, "") for key in kinds)]
        self.fields["team"].choices = [(str(team.pk), "") for team in user.organisation.teams.all()]

    def narrowed(self) -> Q:
        """ValidationError for what is unknown or malformed."""
        unknown = set(self.data) - set(self.fields) - {"after"}
        if unknown:
            raise ValidationError({plain_text(name)[:60]: [_("This filter is not known here.")] for name in unknown})
        if not self.is_valid():
            raise ValidationError(self.errors)
        values = {name: value for name, value in self.cleaned_data.items() if value}
        self.words = values.pop("q", "")
        narrowed = Q()
        for name, value in values.items():
            narrowed &= getattr(self, f"_by_{name}", lambda value, name=name: Q(**{name: value}))(value)
        return narrowed

    def _by_team(self, key):
        return of_team(key)

    def _by_kind(self, key):
        return Q(kind=Kind.QUESTION) if key == Kind.QUESTION else Q(event_type__key=key)

    def _by_urgent(self, value):
        return Q(urgent=value == "true")

    def _by_mine(self, value):
        mine = Q(reporter=self.user) | Q(assignee=self.user)
        return mine if value == "true" else ~Q(reporter=self.user) & (Q(assignee=None) | ~Q(assignee=self.user))

    def _by_since(self, day):
        return Q(submitted_at__gte=self._begin(max(day, EARLIEST)))

    def _by_until(self, day):
        return Q(submitted_at__lt=self._begin(min(day, LATEST) + datetime.timedelta(days=1)))

    def _begin(self, day):
        return datetime.datetime.combine(day, datetime.time.min, zoneinfo.ZoneInfo(self.user.organisation.time_zone))


def described(form: type[forms.Form]) -> list[OpenApiParameter]:
    """The filters of a list, for the description of the API."""
    rows = []
    for name, field in form.base_fields.items():
        kind = DAY if isinstance(field, forms.DateField) else OpenApiTypes.STR
        offered = [key for key, _word in getattr(field, "choices", [])]
        rows.append(OpenApiParameter(name, kind, enum=[*offered, ""] if offered else None))
    return rows

"""The history of policies by API: every version newest first, and the same as a table."""

from django.core.exceptions import ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from accounts.api.view import DoorstepView
from accounts.roles import Right
from policies.models import Policy
from supervision.api.lists import CountShape
from supervision.api.waiting import AFTER, capped
from supervision.gifts.files import spreadsheet
from supervision.moments import Clock
from supervision.policy_history import history
from supervision.policy_history.file import POLICIES
from supervision.policy_history.filters import PolicyFilter
from supervision.policy_history.lines import STATES, line
from supervision.register import CAP
from supervision.register import count as count_of

FILTERS = [OpenApiParameter(name, str) for name in PolicyFilter.base_fields]


class PolicyHistoryRowShape(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=Policy.Kind.values)
    is_own = serializers.BooleanField(help_text="False for one that is built in.")
    number = serializers.IntegerField()
    state = serializers.CharField(help_text=", ".join(STATES))
    in_force_from = serializers.DateField()
    in_force_until = serializers.DateField(
        allow_null=True, help_text="The last day; null where it is open, or never was."
    )
    author = serializers.CharField()
    proposed_by = serializers.CharField()
    approved_by = serializers.CharField(help_text="Approving publishes.")
    is_by_sole_person = serializers.BooleanField(help_text="Nobody else could approve it.")
    published_at = serializers.DateTimeField(allow_null=True)
    retired_by = serializers.CharField()
    retired_at = serializers.DateTimeField(allow_null=True)
    retired_reason = serializers.CharField()
    change_note = serializers.CharField()
    is_first = serializers.BooleanField()
    clauses = serializers.IntegerField()
    added = serializers.IntegerField(help_text="Clauses, against the version before; so the next two.")
    changed = serializers.IntegerField()
    removed = serializers.IntegerField()
    is_around_changed = serializers.BooleanField(help_text="Title, principles, closing, audience or kinds of event.")
    asked = serializers.IntegerField(help_text="Who should have read it.")
    read = serializers.IntegerField()
    exceptions = serializers.IntegerField(help_text="Approved ones, of records that one may see.")
    digest = serializers.CharField(help_text="SHA-256 of the content.")


class PolicyHistoryShape(page_shape(PolicyHistoryRowShape)):
    count = CountShape()


NAMES = tuple(PolicyHistoryRowShape().fields)


class History(DoorstepView):
    access = Access(rights=frozenset({Right.REGISTER}))

    def filter(self) -> PolicyFilter:
        """A value that nobody offered is said to be wrong, not ignored."""
        form = PolicyFilter(self.request.GET, organisation=self.request.user.organisation)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return form


class PolicyHistory(History):
    @extend_schema(parameters=[*FILTERS, AFTER], responses=PolicyHistoryShape)
    def get(self, request):
        """Every version that holds or held here, newest first."""
        user, narrowed, clock = request.user, self.filter().narrowed(), Clock(request.user.organisation)
        found, place = history.page(user, narrowed, place_in(request))
        told = [_only(line(row, user, clock)) for row in found]
        count = capped(count_of(history.listed(user, narrowed)), CAP)
        return Response(page_of(request, told, place) | {"count": count})


class PolicyHistoryTable(History):
    throttle_scope = "heavy"

    @extend_schema(parameters=FILTERS, responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request):
        """All of what the filters leave, as a table. That it was taken is recorded."""
        return spreadsheet(POLICIES, request.user, self.filter())


def _only(told):
    return {name: told[name] for name in NAMES}

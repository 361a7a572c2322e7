"""The register of gifts and interests by API: both lists, the first as a table, declaring, and a decision about that."""

from django.core.exceptions import ValidationError
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.response import Response

from accounts import places
from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from accounts.api.taking_in import form_data, sent_object
from accounts.api.view import DoorstepView
from accounts.roles import Right
from audit.door import record
from audit.errors import NotPermitted
from supervision.api.lists import CountShape
from supervision.api.waiting import AFTER, capped
from supervision.gifts import files, interests, register
from supervision.gifts.declaring import may_decide
from supervision.gifts.filters import GiftFilter, InterestFilter
from supervision.gifts.lines import row_of
from supervision.models import InterestDeclaration
from supervision.moments import Clock
from supervision.register import CAP
from supervision.register import count as count_of


class GiftShape(serializers.Serializer):
    reference = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    kind = serializers.CharField()
    team = serializers.CharField()
    client = serializers.CharField()
    reporter = serializers.CharField(help_text="Always the pseudonym.")
    responses = serializers.CharField(help_text="What the reporter says that she did.")
    thing = serializers.CharField()
    thing_code = serializers.CharField()
    direction = serializers.CharField()
    direction_code = serializers.CharField()
    what = serializers.CharField(help_text="Empty, as what follows, while there is no entry.")
    worth = serializers.CharField(help_text="known, unknown or none.")
    amount = serializers.CharField(help_text="With two decimals, where it is known.")
    currency = serializers.CharField()
    became = serializers.CharField(help_text="refused, returned, passed_on or accepted.")
    became_label = serializers.CharField()
    returned_on = serializers.DateField(allow_null=True)
    approval = serializers.CharField()
    lacks_entry = serializers.BooleanField(
        help_text="The reporter says that it was accepted, and there is no entry yet."
    )
    is_open = serializers.BooleanField(help_text="Accepted, and nobody has decided about it.")
    is_approved = serializers.BooleanField(allow_null=True)
    reason = serializers.CharField()


class GiftsShape(page_shape(GiftShape)):
    count = CountShape()


class InterestShape(serializers.Serializer):
    id = serializers.UUIDField()
    declared_at = serializers.DateTimeField()
    who = serializers.CharField(help_text="A pseudonym for whoever reads without names.")
    is_own = serializers.BooleanField()
    team = serializers.CharField()
    client = serializers.CharField()
    tie = serializers.ChoiceField(choices=InterestDeclaration.Tie.values)
    tie_label = serializers.CharField()
    what = serializers.CharField()
    language = serializers.CharField()
    decision = serializers.CharField(help_text="allowed, conditions, not_allowed, or empty while nobody has decided.")
    decision_label = serializers.CharField()
    decided = serializers.CharField()
    reason = serializers.CharField()


INTERESTS = page_shape(InterestShape)
GIFT, INTEREST = tuple(GiftShape().fields), tuple(InterestShape().fields)


def _parameters(form):
    return [OpenApiParameter(name, str) for name in form.base_fields]


class Listing(DoorstepView):
    access = Access(rights=frozenset({Right.REGISTER, Right.ANSWER}))

    def filter(self, form_class):
        form = form_class(self.request.GET, organisation=self.request.user.organisation)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return form


class Gifts(Listing):
    @extend_schema(parameters=[*_parameters(GiftFilter), AFTER], responses=GiftsShape)
    def get(self, request):
        """Reports about gifts, money and ties, newest first, without names; each with its entry where it has one."""
        user, clock = request.user, Clock(request.user.organisation)
        rows = register.listed(user, self.filter(GiftFilter).narrowed())
        found, place = register.page(rows, place_in(request))
        told = [_only(row_of(row, user, clock), GIFT) for row in found]
        return Response(page_of(request, told, place) | {"count": capped(count_of(rows), CAP)})


class GiftsTable(Listing):
    access = Access(rights=frozenset({Right.REGISTER}))
    throttle_scope = "heavy"

    @extend_schema(parameters=_parameters(GiftFilter), responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request):
        """All of what the filters leave, as a table. That it was taken is recorded."""
        return files.spreadsheet(files.GIFTS, request.user, self.filter(GiftFilter))


class Interests(Listing):
    access = Access(rights=frozenset({Right.REGISTER, Right.ANSWER, Right.REPORT}))

    @extend_schema(parameters=[*_parameters(InterestFilter), AFTER], responses=INTERESTS)
    def get(self, request):
        """Declared interests, newest first: one's own, and those in reach of one's role."""
        rows = interests.visible(request.user).filter(self.filter(InterestFilter).narrowed())
        found, place = places.page(rows, "-declared_at", place_in(request), register.PAGE)
        return Response(page_of(request, [_told(row, request.user) for row in found], place))

    @extend_schema(request=dict, responses={201: InterestShape})
    def post(self, request):
        """Declare an interest of one's own: `tie`, `what`, and the `client` (its id) where it is one of one's own."""
        form = interests.DeclareForm(form_data(sent_object(request)), by=request.user)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        if not (request.user.has_right(Right.REPORT) or request.user.has_right(Right.ANSWER)):
            raise NotPermitted("declare_interest")
        record(request.user.organisation, "declare_interest", by=request.user, **form.details())
        return Response(_told(interests.own(request.user)[0], request.user), status=http.HTTP_201_CREATED)


class InterestDecision(DoorstepView):
    access = Access(rights=frozenset({Right.ANSWER}))

    @extend_schema(request=dict, responses=InterestShape)
    def post(self, request, interest_id):
        """Say whether a declared interest may stand: `decision` (allowed, conditions, not_allowed) and `reason`."""
        row = interests.visible(request.user).filter(pk=interest_id).first()
        if row is None:
            raise Http404
        if not may_decide(row, request.user):
            raise NotPermitted("decide_interest")
        form = interests.DecideForm(form_data(sent_object(request)))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        record(row.organisation, "decide_interest", by=request.user, interest=row.pk, **form.cleaned_data)
        return Response(_told(interests.visible(request.user).get(pk=interest_id), request.user))


def _told(row, user):
    return _only(interests.line(row, user, Clock(user.organisation)), INTEREST)


def _only(told, names):
    return {name: told[name] for name in names}

"""The supervision matrix by API: one row for each person who works with clients, and the same as a table."""

from django.core.exceptions import ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.paging import page_shape
from accounts.api.view import DoorstepView
from accounts.roles import Right
from supervision.gifts.files import spreadsheet
from supervision.moments import Clock
from supervision.supervision_matrix import matrix
from supervision.supervision_matrix.file import MATRIX
from supervision.supervision_matrix.filters import MatrixFilter
from supervision.supervision_matrix.lines import line

FILTERS = [OpenApiParameter(name, str) for name in MatrixFilter.base_fields]


class MatrixRowShape(serializers.Serializer):
    who = serializers.CharField(help_text="A name for leads, else a pseudonym.")
    team = serializers.CharField(help_text="Empty for auditors where so few work in it that it would tell who.")
    supervisor = serializers.CharField()
    every_weeks = serializers.IntegerField(allow_null=True, help_text="Null where no rule says how often.")
    probation_until = serializers.DateField(allow_null=True)
    last_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    overdue_days = serializers.IntegerField()
    sessions = serializers.IntegerField(help_text="Held in the period that was asked for.")
    agreed_open = serializers.IntegerField()
    agreed_overdue = serializers.IntegerField()


MatrixShape = page_shape(MatrixRowShape)
NAMES = tuple(MatrixRowShape().fields)


class Matrix(DoorstepView):
    access = Access(rights=frozenset({Right.REGISTER}))

    def filter(self) -> MatrixFilter:
        """A value that nobody offered is said to be wrong, not ignored."""
        form = MatrixFilter(self.request.GET, user=self.request.user)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return form


class SupervisionMatrix(Matrix):
    @extend_schema(parameters=FILTERS, responses=MatrixShape)
    def get(self, request):
        """Everybody who works with clients: how often supervision is agreed, last, next, overdue. No content of any session."""
        user, clock = request.user, Clock(request.user.organisation)
        told = [line(row, user, clock) for row in matrix.rows(user, self.filter().narrowed())]
        return Response({"results": [{name: row[name] for name in NAMES} for row in told], "next": None})


class SupervisionMatrixTable(Matrix):
    throttle_scope = "heavy"

    @extend_schema(parameters=FILTERS, responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request):
        """The same as a table. That it was taken is recorded."""
        return spreadsheet(MATRIX, request.user, self.filter())

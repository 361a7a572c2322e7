"""The response-time report by API: the same figures as on the page, hidden where the page hides them."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.view import DoorstepView
from accounts.roles import Right
from supervision.figures.chosen import FiguresFilter
from supervision.figures.response_times import response_times

FILTERS = [OpenApiParameter(name, str) for name in FiguresFilter.base_fields]


class CountsShape(serializers.Serializer):
    in_time = serializers.JSONField(help_text='A number; "<5" or null where it is hidden.')
    late = serializers.JSONField()
    cancelled = serializers.JSONField()
    waiting = serializers.JSONField()
    share = serializers.IntegerField(allow_null=True, help_text="In time, of what is in time or late, in percent.")


class SpansShape(serializers.Serializer):
    median_minutes = serializers.IntegerField(allow_null=True)
    slow_minutes = serializers.IntegerField(allow_null=True, help_text="Nine of ten were answered within this time.")


class FiguresRowShape(CountsShape, SpansShape):
    key = serializers.CharField()
    label = serializers.CharField()


class FiguresTableShape(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    rows = FiguresRowShape(many=True)


class CauseShape(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()
    late = serializers.JSONField()


class SaidShape(serializers.Serializer):
    answers = serializers.IntegerField(allow_null=True, help_text="null where fewer than five people said something.")
    declined = serializers.IntegerField(allow_null=True)
    mean_tenths = serializers.IntegerField(allow_null=True, help_text="Of 1 to 5, in tenths: 42 is 4.2.")


class SaidOfAllShape(serializers.Serializer):
    respected = SaidShape()
    understood = SaidShape()
    helpful = SaidShape()


class SolvedShape(serializers.Serializer):
    solved = serializers.JSONField(help_text='A number; "<5" or null where it is hidden.')
    other = serializers.JSONField()
    share = serializers.IntegerField(allow_null=True, help_text="In percent.")


class RepliesShape(serializers.Serializer):
    understood = serializers.IntegerField(allow_null=True, help_text="null where fewer than five people said something.")
    not_quite = serializers.IntegerField(allow_null=True)
    share = serializers.IntegerField(allow_null=True, help_text="In percent.")


class QualityRowShape(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()
    said = SaidOfAllShape()
    solved = SolvedShape()


class QualityMonthShape(QualityRowShape):
    replies = RepliesShape()


class QualityShape(serializers.Serializer):
    month = serializers.CharField()
    month_label = serializers.CharField()
    said = SaidOfAllShape()
    solved = SolvedShape()
    replies = RepliesShape(help_text="Answer by answer: whether it understood its reporter, in her own word.")
    teams = QualityRowShape(many=True)
    months = QualityMonthShape(many=True)


class ResponseTimesShape(serializers.Serializer):
    filters = serializers.ListField(child=serializers.CharField())
    promise_hours = serializers.IntegerField()
    is_exact = serializers.BooleanField(help_text="Nothing is hidden.")
    sums = CountsShape()
    late_now = serializers.JSONField()
    first_answer = SpansShape()
    per_message = SpansShape()
    tables = FiguresTableShape(many=True)
    causes = CauseShape(many=True)
    quality = QualityShape(help_text="How reporters were treated, and apart from it what came of it; of finished months.")


class ResponseTimes(DoorstepView):
    access = Access(rights=frozenset({Right.REGISTER}))
    throttle_scope = "heavy"

    @extend_schema(parameters=FILTERS, responses=ResponseTimesShape)
    def get(self, request):
        """How what fell due in a month was kept: counts, never a record."""
        form = FiguresFilter(request.GET, user=request.user)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return Response(ResponseTimesShape(response_times(request.user, form)).data)

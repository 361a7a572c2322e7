"""How it was for those concerned, by API: what this reader may see of it, and one more observation."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.response import Response

from accounts.api.paging import page_of, page_shape
from supervision.api.doing import do
from supervision.api.found import IncidentView
from supervision.doing import deed
from supervision.observations.lines import line, visible
from supervision.views.incident import note_opening


class ObservationShape(serializers.Serializer):
    id = serializers.CharField()
    indicator = serializers.CharField()
    name = serializers.CharField()
    value = serializers.IntegerField(allow_null=True, help_text="1 to 5, or null.")
    declined = serializers.BooleanField(help_text="She would rather not say.")
    unanswered = serializers.BooleanField(help_text="Asked by those who answer, and no answer came.")
    text = serializers.CharField()
    language = serializers.CharField()
    changed_on = serializers.DateField(allow_null=True)
    phase = serializers.IntegerField(help_text="4 to 7.")
    who = serializers.CharField()
    at = serializers.DateTimeField()


PAGE = page_shape(ObservationShape)


class Observations(IncidentView):
    @extend_schema(responses=PAGE)
    def get(self, request, reference):
        """Oldest first; the reporter reads what she said herself."""
        reader = self.found(reference)
        note_opening(reader)
        return Response(page_of(request, _told(reader), ""))

    @extend_schema(request=dict, responses={201: PAGE})
    def post(self, request, reference):
        """The reporter answers the closing questions (`how-was-it`), those who answer note something (`observe`)."""
        reader = self.found(reference)
        before = {row["id"] for row in _told(reader)}
        do(deed("how-was-it" if reader.is_reporter else "observe"), reader, request)
        new = [row for row in _told(reader) if row["id"] not in before]
        return Response(page_of(request, new, ""), status=http.HTTP_201_CREATED)


def _told(reader):
    return [ObservationShape(line(reader, row)).data for row in visible(reader)]

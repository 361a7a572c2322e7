"""What else holds, by API: kinds of event, the service standard."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.view import DoorstepView
from policies.api import shapes
from policies.api.language import LANGUAGE, asked_language
from policies.kinds import kinds_for
from policies.models import ServiceStandard


class EventTypes(DoorstepView):
    @extend_schema(parameters=[LANGUAGE], responses=shapes.EventTypePageShape)
    def get(self, request):
        """The kinds of event that a report may be about."""
        language = asked_language(request)
        rows = [_kind(kind, language) for kind in kinds_for(request.user.organisation)]
        return Response(shapes.EventTypePageShape({"results": rows, "next": None}).data)


class Standards(DoorstepView):
    @extend_schema(responses=shapes.StandardShape)
    def get(self, request):
        """The numbers in force now: how fast it is answered, reminded, decided, and how long things stay open."""
        return Response(shapes.StandardShape(ServiceStandard.at(request.user.organisation_id)).data)


def _kind(kind, language):
    return {
        "key": kind.key,
        "group": kind.group,
        "label": kind.label_in(language),
        "question": kind.question_in(language),
        "gravity": kind.gravity,
        "safeguarding": kind.safeguarding,
        "labels": kind.label,
        "raising": kind.raising,
        "version": kind.number,
    }

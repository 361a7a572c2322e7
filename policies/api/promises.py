"""What else holds, by API: kinds of event, numbers to call, the service standard."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.view import DoorstepView
from policies.api import shapes
from policies.api.language import LANGUAGE, asked_language
from policies.models import DirectoryEntry, EventType, ServiceStandard


class EventTypes(DoorstepView):
    @extend_schema(parameters=[LANGUAGE], responses=shapes.EventTypePageShape)
    def get(self, request):
        """The kinds of event that a report may be about."""
        language = asked_language(request)
        rows = [_kind(kind, language) for kind in EventType.objects.filter(active=True)]
        return Response(shapes.EventTypePageShape({"results": rows, "next": None}).data)


class Directory(DoorstepView):
    @extend_schema(parameters=[LANGUAGE], responses=shapes.DirectoryPageShape)
    def get(self, request):
        """Where to turn: verified numbers of the organisation and of its country."""
        language = asked_language(request)
        entries = DirectoryEntry.objects.offered_to(request.user.organisation)
        rows = [_entry(entry, language) for entry in entries]
        return Response(shapes.DirectoryPageShape({"results": rows, "next": None}).data)


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
    }


def _entry(entry, language):
    return {
        "id": entry.pk,
        "kind": entry.kind,
        "name": entry.name_in(language),
        "what_for": entry.what_for_in(language),
        "phone": entry.phone,
        "opening_hours": entry.hours_in(language),
        "address": entry.address,
        "verified_on": entry.verified_on,
    }

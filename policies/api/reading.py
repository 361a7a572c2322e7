"""What I am asked to read, and saying that I have: by API."""

import contextlib

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.paging import page_shape
from accounts.api.view import DoorstepView
from audit.door import record
from audit.errors import NotNow
from policies import reading
from policies.api.language import LANGUAGE, asked_language

MOST = 200


class ToReadShape(serializers.Serializer):
    version_id = serializers.UUIDField()
    title = serializers.CharField()
    number = serializers.IntegerField()
    change_note = serializers.CharField(allow_blank=True)
    due_at = serializers.DateTimeField()
    is_late = serializers.BooleanField()
    address = serializers.CharField()


class HasReadShape(serializers.Serializer):
    version_id = serializers.UUIDField()
    read_at = serializers.DateTimeField(allow_null=True)


ToReadPageShape = page_shape(ToReadShape)


class Reading(DoorstepView):
    access = Access(rights=reading.READERS, is_filing=True)

    @extend_schema(parameters=[LANGUAGE], responses=ToReadPageShape)
    def get(self, request):
        """What waits to be read, the most pressing first."""
        language = asked_language(request)
        rows = [_row(reading.line(task, language)) for task in reading.to_read(request.user)[:MOST]]
        return Response(ToReadPageShape({"results": rows, "next": None}).data)


class HasRead(DoorstepView):
    access = Access(rights=reading.READERS, is_filing=True)

    @extend_schema(parameters=[LANGUAGE], request=None, responses=HasReadShape)
    def post(self, request, version_id):
        """Say that I have read it. Said before, or of a wording that a newer one replaced, nothing changes."""
        task = reading.task_of(request.user, version_id)
        if task is None:
            raise Http404
        with contextlib.suppress(NotNow):
            record(request.user.organisation, "read_version", by=request.user, task=task.pk, language=asked_language(request))
        task.refresh_from_db()
        return Response(HasReadShape({"version_id": version_id, "read_at": task.read_at}).data)


def _row(line):
    version = line["version"]
    return {
        "version_id": version.pk,
        "title": line["title"],
        "number": version.number,
        "change_note": line["change"],
        "due_at": line["due"],
        "is_late": line["is_late"],
        "address": f"/policies/to-read/{version.pk}/",
    }

"""What the caller sent twice under one key with different content, by API: the same as its page."""

import json

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts import differences
from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.place import older_than
from accounts.api.view import DoorstepView
from accounts.places import written
from accounts.roles import Right

MOST = 50
# what reports and conversations are written with
WRITING = frozenset({Right.REPORT, Right.ANSWER, Right.DECIDE})


class SentShape(serializers.Serializer):
    address = serializers.CharField()
    at = serializers.DateTimeField()
    content = serializers.JSONField()


class DifferenceShape(serializers.Serializer):
    id = serializers.UUIDField()
    first = SentShape(help_text="What was done.")
    again = SentShape(help_text="What came later under the same key, and was not done.")


class SeenShape(serializers.Serializer):
    seen = serializers.BooleanField(default=True)


class DifferencesView(DoorstepView):
    """Only whoever sends something has anything here; a token that only reads the register does not read messages."""

    access = Access(rights=WRITING | {Right.OWN_POLICIES, Right.MANAGE_PEOPLE})

    def unseen(self):
        """A token for managing does not read what its person wrote in reports; its own pairs stand on her page."""
        user = self.request.user
        rows = differences.unseen(user)
        return rows if user.narrowed_to is None or user.narrowed_to & WRITING else rows.none()


class Differences(DifferencesView):
    @extend_schema(responses=page_shape(DifferenceShape))
    def get(self, request):
        """What was not looked at yet, newest first."""
        rows = list(self.unseen().filter(older_than(request, "at"))[: MOST + 1])
        last = rows[MOST - 1] if len(rows) > MOST else None
        cursor = written(last.at, last.pk) if last else ""
        return Response(page_of(request, [_as_pair(row) for row in rows[:MOST]], cursor))


class Seen(DifferencesView):
    @extend_schema(request=None, responses={200: SeenShape})
    def post(self, request, difference_id):
        """Looked at: it is not listed any more."""
        if not differences.mark_seen(request.user, difference_id):
            raise Http404
        return Response({"seen": True})


def _as_pair(row):
    return {"id": str(row.pk), "first": _as_sent(row.first), "again": _as_sent(row)}


def _as_sent(row):
    return {"address": row.route, "at": row.at, "content": json.loads(row.content)}

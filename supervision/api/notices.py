"""Notices by API: what happened to records of mine; never what was said."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from accounts.api.view import DoorstepView
from supervision.api import lists
from supervision.api.waiting import AFTER
from supervision.notices import WORDS, inbox_page, mark_all_read, url_of
from supervision.told_because import in_words


class Notices(DoorstepView):
    @extend_schema(parameters=[AFTER], responses=page_shape(lists.NoticeShape))
    def get(self, request):
        """Newest first."""
        rows, place = inbox_page(request.user, place_in(request))
        return Response(page_of(request, [_as_notice(row) for row in rows], place))


class Read(DoorstepView):
    @extend_schema(request=None, responses={200: lists.ReadShape})
    def post(self, request):
        """Mark everything as read."""
        return Response({"read": mark_all_read(request.user)})


def _as_notice(row):
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "text": str(WORDS[row.kind]),
        "why": row.why,
        "why_text": in_words(row),
        "reference": row.incident.reference if row.incident_id else None,
        "address": url_of(row),
        "at": row.created_at,
        "is_new": row.read_at is None and row.settled_at is None,
        "settled_at": row.settled_at,
    }

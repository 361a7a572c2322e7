"""The conversation of an incident by API: read it, write in it, add to the report."""

from drf_spectacular.utils import extend_schema
from rest_framework import status as http
from rest_framework.response import Response

from accounts import places
from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from boundaries.choices import Status
from supervision import thread
from supervision.api import shapes
from supervision.api.doing import do
from supervision.api.found import IncidentView
from supervision.api.telling import addenda, as_addendum, as_message, as_question
from supervision.doing import deed
from supervision.views.incident import note_opening

MOST = 100


class Messages(IncidentView):
    @extend_schema(responses=page_shape(shapes.MessageShape))
    def get(self, request, reference):
        """What was said, oldest first."""
        reader = self.found(reference)
        note_opening(reader)
        thread.mark_read(reader)
        rows = reader.incident.messages.select_related("author__profile", "superseded_by").prefetch_related("understandings")
        found, place = places.page(rows, "sent_at", place_in(request), MOST)
        return Response(page_of(request, [as_message(reader, row) for row in found], place))

    @extend_schema(request=dict, responses={201: shapes.MessageShape})
    def post(self, request, reference):
        """Write: the reporter in her own conversation, somebody who answers to her. The first answer acknowledges.

        Where a result stands, the reporter's message comes back to it; where the conversation is finished, it becomes
        a question with a `reference` of its own.
        """
        reader = self.found(reference)
        do(deed(_way_of_writing(reader)), reader, request)
        if reader.led_to is not None:
            return Response(as_question(reader), status=http.HTTP_201_CREATED)
        row = reader.incident.messages.filter(author=request.user).select_related("author__profile", "superseded_by").last()
        return Response(as_message(reader, row), status=http.HTTP_201_CREATED)


class Addenda(IncidentView):
    @extend_schema(responses=page_shape(shapes.AddendumShape))
    def get(self, request, reference):
        """What was added to the report since it was sent, oldest first."""
        reader = self.found(reference)
        note_opening(reader)
        return Response(page_of(request, addenda(reader), ""))

    @extend_schema(request=dict, responses={201: shapes.AddendumShape})
    def post(self, request, reference):
        """Add information, or correct an answered step: nothing that stands there is changed."""
        reader = self.found(reference)
        do(deed("add"), reader, request)
        rows = reader.incident.addenda.select_related("author__profile", "corrects__clause")
        row = rows.filter(author=request.user).last()
        return Response(as_addendum(reader, row), status=http.HTTP_201_CREATED)


def _way_of_writing(reader) -> str:
    if reader.is_reporter:
        return "write"
    return "acknowledge" if reader.incident.status == Status.SUBMITTED else "answer"

"""One incident by API: the record as this reader may see it, its history, and the client's name, each look recorded."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import Access
from accounts.roles import Right
from audit.door import record
from supervision.api import shapes
from supervision.api.found import IncidentView
from supervision.api.telling import as_incident
from supervision.history import history
from supervision.notices import mark_read
from supervision.timeline import entries, events_of
from supervision.views.incident import note_opening


class OneIncident(IncidentView):
    @extend_schema(responses=shapes.IncidentShape)
    def get(self, request, reference):
        """The record, and what the caller may do with it. Opening it is recorded."""
        reader = self.found(reference)
        note_opening(reader)
        mark_read(request.user, reader.incident)
        return Response(as_incident(reader))


class History(IncidentView):
    @extend_schema(responses=shapes.HistoryShape)
    def get(self, request, reference):
        """What happened, told as a story and as the events that prove it."""
        reader = self.found(reference)
        note_opening(reader)
        story = [_as_entry(entry) for entry in entries(reader, events_of(reader.incident))]
        return Response({"story": story, "events": [_as_event(row) for row in history(reader)]})


class ClientName(IncidentView):
    access = Access(rights=frozenset({Right.SEE_CLIENT_NAMES}))
    is_look = True

    @extend_schema(request=None, responses={200: shapes.ClientNameShape})
    def post(self, request, reference):
        """The client's name, once; the look is recorded."""
        incident = self.found(reference).incident
        record(incident, "see_client_name", by=request.user)
        name = incident.client.identity.full_name
        return Response({"reference": reference, "client": incident.client.code, "client_name": name})


def _as_entry(entry):
    return {
        "at": entry.at,
        "what": str(entry.what),
        "note": str(entry.note),
        "body": entry.body,
        "language": entry.lang,
        "lines": [str(line) for line in entry.lines],
        "is_automatic": entry.is_system,
    }


def _as_event(row):
    names = ("at", "act", "to_status", "seal", "is_look")
    return {name: row[name] for name in names} | {"what": str(row["what"]), "who": str(row["who"])}

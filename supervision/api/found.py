"""What every address of one incident has in common: visible to the caller or not there; a refusal says who was first."""

from django.http import Http404

from accounts.api.view import DoorstepView
from audit.errors import NotNow, UnknownVerb
from boundaries import guards
from supervision.doing import who_was_first
from supervision.reader import RELATED, Reader, find


class IncidentView(DoorstepView):
    """A view of one sent incident."""

    reader: Reader | None = None

    def found(self, reference, related=RELATED, only=()) -> Reader:
        incident = find(self.request.user, reference, related, only)
        if incident is None:
            raise Http404
        self.reader = Reader(incident, self.request.user)
        return self.reader

    def reason_text(self, code):
        return guards.reason_text(code, self.reader.incident if self.reader else None)

    def handle_exception(self, fault):
        if isinstance(fault, UnknownVerb):
            fault = Http404()
        response = super().handle_exception(fault)
        if isinstance(fault, NotNow) and "wrong_status" in fault.reasons:
            response.data["first"] = self._first()
        return response

    def _first(self):
        """By the record as it stands now, after whoever was first."""
        incident = find(self.request.user, self.reader.incident.reference)
        return who_was_first(Reader(incident, self.request.user)) if incident else ""

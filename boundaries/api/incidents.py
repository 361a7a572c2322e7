"""Reports by API: those that one may see, newest first, and a whole one filed in one request."""

from drf_spectacular.utils import extend_schema
from rest_framework import status as http
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.paging import page_of
from accounts.api.place import older_than
from accounts.api.taking_in import sent_object
from accounts.roles import Right
from boundaries.api import bodies, listed, shapes
from boundaries.api.filing import Filing
from boundaries.api.filters import IncidentFilter, described
from boundaries.api.reporting import ReportingView
from boundaries.choices import Status
from boundaries.views.own_draft import incident_address


class Incidents(ReportingView):
    access = Access()
    access_by_method = {"POST": Access(rights=frozenset({Right.REPORT}))}
    filing = None

    @property
    def incident(self):
        return self.filing and self.filing.draft

    @extend_schema(parameters=described(IncidentFilter), responses=shapes.IncidentPageShape)
    def get(self, request):
        """Sent reports that the caller may see, her own among them, newest first; `q` are words that they hold."""
        filters = IncidentFilter(request.GET, user=request.user)
        narrowed = filters.narrowed()
        if filters.words:
            found, cursor = listed.found(request.user, narrowed, filters.words, request.GET.get("after"))
        else:
            found, cursor = listed.page(request.user, narrowed & older_than(request, "submitted_at"))
        rows = [listed.as_row(incident, request.user) for incident in found]
        return Response(shapes.IncidentPageShape(page_of(request, rows, cursor)).data)

    @extend_schema(request=bodies.FILING, responses={201: shapes.FiledShape, 200: shapes.FiledShape})
    def post(self, request):
        """File a whole report, or ask a question (`kind`), in one request: kept whole or not at all.

        The same id again answers with the receipt of the record that was made first.
        """
        sent = sent_object(request)
        checked = shapes.FilingRequest(data=sent)
        checked.is_valid(raise_exception=True)
        self.filing = Filing(request.user, checked.validated_data["id"], sent)
        incident, is_new = self.filing.send()
        return Response(as_receipt(incident, request.user), status=http.HTTP_201_CREATED if is_new else http.HTTP_200_OK)


def as_receipt(incident, by) -> dict:
    """Whoever wrote it down for a colleague is told that it was sent, however often she asks: how it goes on is not hers."""
    is_hers = incident.reporter_id == by.pk
    receipt = {
        "id": incident.pk,
        "reference": incident.reference,
        "status": incident.status if is_hers else Status.SUBMITTED,
        "answer_by": incident.due_at if is_hers else None,
        "address": incident_address(incident),
    }
    return shapes.FiledShape(receipt).data

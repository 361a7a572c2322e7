"""Clients by API: those whom the caller cares for and may choose in a report, by code."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.view import DoorstepView
from accounts.roles import Right
from boundaries.api import shapes
from boundaries.models import Client


class Clients(DoorstepView):
    access = Access(rights=frozenset({Right.REPORT}))

    @extend_schema(responses=shapes.ClientPageShape)
    def get(self, request):
        """All of them at once: one person cares for few."""
        rows = [
            {"id": client.pk, "code": client.code, "language": client.preferred_language}
            for client in Client.objects.cared_for_by(request.user)
        ]
        return Response(shapes.ClientPageShape({"results": rows, "next": None}).data)

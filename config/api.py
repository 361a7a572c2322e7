"""The REST API under /api/v1/: the addresses of all rooms, each room's in its own `api/urls.py`, and their description."""

from django.urls import include, path

from accounts.api.schema import Document

urlpatterns = [
    path("schema/", Document.as_view(), name="api_schema"),
    *(path("", include(f"{room}.api.urls")) for room in ("accounts", "policies", "boundaries", "supervision")),
]

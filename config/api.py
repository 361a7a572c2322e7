"""The REST API under /api/v1/: the addresses of all rooms, each room's in its own `api/urls.py`."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"{room}.api.urls")) for room in ("accounts", "policies", "boundaries", "supervision")
]

"""All addresses, by room. Every route declares who may use it (tests/sweeps)."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]

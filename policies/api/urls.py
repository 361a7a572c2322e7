"""Addresses of the API for what we promise."""

from django.urls import path

from policies.api import promises, protocols

urlpatterns = [
    path("protocols/", protocols.Protocols.as_view(), name="api_protocols"),
    path("protocols/<slug:slug>/", protocols.OneProtocol.as_view(), name="api_protocol"),
    path("event-types/", promises.EventTypes.as_view(), name="api_event_types"),
    path("directory/", promises.Directory.as_view(), name="api_directory"),
    path("standards/", promises.Standards.as_view(), name="api_standards"),
]

"""Addresses of what we promise and where to turn."""

from django.urls import path

from policies.views import overview, protocol

urlpatterns = [
    path("", overview.overview, name="policies"),
    path("<slug:slug>/", protocol.protocol, name="protocol"),
]

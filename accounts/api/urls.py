"""Addresses of the API that are about the caller herself."""

from django.urls import path

from accounts.api import me

urlpatterns = [
    path("me/", me.Me.as_view(), name="api_me"),
]

"""Addresses of the API that are about the caller herself."""

from django.urls import path

from accounts.api import differences, me

urlpatterns = [
    path("me/", me.Me.as_view(), name="api_me"),
    path("differences/", differences.Differences.as_view(), name="api_differences"),
    path("differences/<uuid:difference_id>/seen/", differences.Seen.as_view(), name="api_difference_seen"),
]

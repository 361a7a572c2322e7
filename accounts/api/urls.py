"""Addresses of the API that are about the caller herself."""

from django.urls import path

from accounts.api import differences, me, push

urlpatterns = [
    path("me/", me.Me.as_view(), name="api_me"),
    path("push/", push.Push.as_view(), name="api_push"),
    path("push/<uuid:phone_id>/", push.OnePhone.as_view(), name="api_phone"),
    path("differences/", differences.Differences.as_view(), name="api_differences"),
    path("differences/<uuid:difference_id>/seen/", differences.Seen.as_view(), name="api_difference_seen"),
]

"""Addresses of the calendar, of being away, and of one's usual hours."""

from django.urls import path

from supervision.views import absence, availability, calendar, left_behind

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/left-behind/", left_behind.left_behind, name="left_behind"),
    path("calendar/absence/", absence.absence, name="absence"),
    path("calendar/absence/<uuid:absence_id>/call-off/", absence.call_off, name="absence_call_off"),
    path("calendar/feed/", calendar.feed_address, name="calendar_feed_address"),
    path("calendar/feed/<slug:feed_secret>.ics", calendar.feed, name="calendar_feed"),
    path("settings/availability/", availability.availability, name="availability"),
]

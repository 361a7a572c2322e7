"""Addresses of paper forms, and of what was written down for a colleague."""

from django.urls import path

from supervision.paper import views

urlpatterns = [
    path("paper/", views.paper, name="paper"),
    path("paper/sheets/<uuid:sheet_id>/form.pdf", views.paper_form, name="paper_form"),
    path("paper/type-in/", views.type_in, name="type_in"),
    path("paper/filed/<uuid:draft_id>/", views.filed, name="filed_for_other"),
]

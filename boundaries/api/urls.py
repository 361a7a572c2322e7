"""Addresses of the reporter's API."""

from django.urls import path

from boundaries.api import drafts, incidents

urlpatterns = [
    path("incidents/", incidents.Incidents.as_view(), name="api_incidents"),
    path("drafts/", drafts.Drafts.as_view(), name="api_drafts"),
    path("drafts/<uuid:draft_id>/", drafts.OneDraft.as_view(), name="api_draft"),
    path("drafts/<uuid:draft_id>/steps/<int:number>/", drafts.OneStep.as_view(), name="api_step"),
    path("drafts/<uuid:draft_id>/together/", drafts.Together.as_view(), name="api_together"),
    path("drafts/<uuid:draft_id>/submit/", drafts.Submit.as_view(), name="api_submit"),
    path("drafts/<uuid:draft_id>/discard/", drafts.Discard.as_view(), name="api_discard"),
]

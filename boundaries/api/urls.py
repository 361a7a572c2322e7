"""Addresses of the reporter's API."""

from django.urls import path

import boundaries.addresses  # noqa: F401 - registers <reference:...>
from boundaries.api import attachments, check, clients, drafts, hello, incidents, later, pocket, referrals

urlpatterns = [
    path("hello/", hello.Hello.as_view(), name="api_hello"),
    path("pocket/", pocket.OnePocket.as_view(), name="api_pocket"),
    path("incidents/", incidents.Incidents.as_view(), name="api_incidents"),
    path("incidents/<reference:reference>/steps/<int:number>/", later.StepLater.as_view(), name="api_step_later"),
    path("clients/", clients.Clients.as_view(), name="api_clients"),
    path("drafts/", drafts.Drafts.as_view(), name="api_drafts"),
    path("drafts/<uuid:draft_id>/", drafts.OneDraft.as_view(), name="api_draft"),
    path("drafts/<uuid:draft_id>/steps/<int:number>/", drafts.OneStep.as_view(), name="api_step"),
    path("drafts/<uuid:draft_id>/together/", drafts.Together.as_view(), name="api_together"),
    path("drafts/<uuid:draft_id>/check/", check.Check.as_view(), name="api_check"),
    path("drafts/<uuid:draft_id>/submit/", drafts.Submit.as_view(), name="api_submit"),
    path("drafts/<uuid:draft_id>/discard/", drafts.Discard.as_view(), name="api_discard"),
    path("uploads/", attachments.Uploads.as_view(), name="api_uploads"),
    path("uploads/<uuid:upload_id>/", attachments.OneUpload.as_view(), name="api_upload"),
    path("incidents/<slug:reference>/referrals/", referrals.Referrals.as_view(), name="api_referrals"),
    path("drafts/<uuid:draft_id>/referrals/", referrals.DraftReferrals.as_view(), name="api_draft_referrals"),
    path("referrals/<uuid:referral_id>/check/", referrals.ReferralCheck.as_view(), name="api_referral_check"),
    path("attachments/<uuid:attachment_id>/", attachments.OneAttachment.as_view(), name="api_attachment"),
    path("incidents/<slug:reference>/attachments/", attachments.Attachments.as_view(), name="api_attachments"),
]

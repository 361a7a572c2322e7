"""Addresses of the reporter's pages. An incident's own page is the room above's: it shows the conversation."""

from django.urls import path

from boundaries.phone import manifest, shell, worker
from boundaries.views import attachment, begin, check, danger, draft, later, own, preview, question, receipt, referrals

urlpatterns = [
    path("app.webmanifest", manifest.manifest, name="manifest"),
    path("sw.js", worker.module_worker, name="module_worker"),
    path("sw-classic.js", worker.classic_worker, name="classic_worker"),
    path("incidents/shell/", shell.shell, name="shell"),
    path("danger/", danger.danger, name="danger"),
    path("questions/new/", question.new_question, name="new_question"),
    path("incidents/", own.own_reports, name="own_reports"),
    path("incidents/new/", begin.what_happened, name="new_incident"),
    path("incidents/drafts/<uuid:draft_id>/", draft.draft, name="draft"),
    path("incidents/drafts/<uuid:draft_id>/kind/", begin.change_kind, name="change_kind"),
    path("incidents/drafts/<uuid:draft_id>/danger/", danger.danger_in_draft, name="danger_in_draft"),
    path("incidents/drafts/<uuid:draft_id>/check/", check.check, name="check"),
    path("incidents/drafts/<uuid:draft_id>/discard/", draft.discard, name="discard_draft"),
    path("policies/edit/<uuid:wording_id>/preview/", preview.preview, name="wording_preview"),
    path("policies/edit/<uuid:wording_id>/preview/screen/", preview.preview_screen, name="wording_screen"),
    path("incidents/<slug:reference>/receipt/", receipt.receipt, name="receipt"),
    path("incidents/<slug:reference>/care-record/", receipt.enter_in_care_record, name="care_record"),
    path("incidents/<slug:reference>/later/", later.answer_later, name="answer_later"),
    path("incidents/drafts/<uuid:draft_id>/attachments/", attachment.of_draft, name="draft_attachments"),
    path("incidents/<slug:reference>/attachments/", attachment.of_report, name="attachments"),
    path("incidents/drafts/<uuid:draft_id>/referrals/", referrals.of_draft, name="draft_referrals"),
    path("incidents/drafts/<uuid:draft_id>/referrals/<uuid:entry_id>/", referrals.give_in_draft, name="give_in_draft"),
    path("incidents/<slug:reference>/referrals/", referrals.of_report, name="referrals"),
    path("incidents/<slug:reference>/referrals/<uuid:entry_id>/", referrals.give_in_report, name="give_referral"),
    path("referrals/<uuid:referral_id>/card/", referrals.card_of_referral, name="referral_card"),
    path("referrals/<uuid:referral_id>/remove/", referrals.remove, name="remove_referral"),
    path("cards/<uuid:entry_id>/", referrals.card_of_place, name="place_card"),
    path("attachments/<uuid:attachment_id>/", attachment.download, name="attachment"),
    path("attachments/<uuid:attachment_id>/remove/", attachment.remove, name="remove_attachment"),
]

"""Addresses of the API of those who answer, and of the auditor's."""

from django.urls import path

import boundaries.addresses  # noqa: F401 - registers <reference:...>
from supervision.api import (
    asked,
    conversation,
    doing,
    figures,
    gifts,
    incident,
    notices,
    observations,
    patterns,
    plan,
    policy_history,
    record,
    register,
    sessions,
    similar,
    waiting,
    webhooks,
)

INCIDENT = "incidents/<reference:reference>/"

urlpatterns = [
    path("queue/", waiting.Waiting.as_view(), name="api_queue"),
    path("deadlines/", waiting.Deadlines.as_view(), name="api_deadlines"),
    path("asked/", asked.Asked.as_view(), name="api_asked"),
    path("asked/<uuid:consultation_id>/", asked.OneAsked.as_view(), name="api_consultation"),
    path("register/", register.Register.as_view(), name="api_register"),
    path("register.csv", register.RegisterTable.as_view(), name="api_register_csv"),
    path("register.xlsx", register.RegisterSheet.as_view(), name="api_register_xlsx"),
    path("register/gifts/", gifts.Gifts.as_view(), name="api_gifts"),
    path("register/gifts.csv", gifts.GiftsTable.as_view(), name="api_gifts_csv"),
    path("register/interests/", gifts.Interests.as_view(), name="api_interests"),
    path("register/interests/<uuid:interest_id>/decide/", gifts.InterestDecision.as_view(), name="api_interest_decision"),
    path("register/policies/", policy_history.PolicyHistory.as_view(), name="api_policy_history"),
    path("register/policies.csv", policy_history.PolicyHistoryTable.as_view(), name="api_policy_history_csv"),
    path("figures/response-times/", figures.ResponseTimes.as_view(), name="api_response_times"),
    path("audit/verify/", register.Verification.as_view(), name="api_verify"),
    path("notices/", notices.Notices.as_view(), name="api_notices"),
    path("notices/read/", notices.Read.as_view(), name="api_notices_read"),
    path("supervision-sessions/", sessions.Sessions.as_view(), name="api_supervision_sessions"),
    path("supervision-sessions/<uuid:session_id>/", sessions.OneSession.as_view(), name="api_supervision_session"),
    path("supervision-sessions/<uuid:session_id>/<slug:name>/", sessions.SessionDoing.as_view(), name="api_session_act"),
    path("patterns/", patterns.Patterns.as_view(), name="api_patterns"),
    path("patterns/<uuid:pattern_id>/", patterns.OnePattern.as_view(), name="api_pattern"),
    path("webhooks/", webhooks.Webhooks.as_view(), name="api_webhooks"),
    path("webhooks/<uuid:webhook_id>/", webhooks.OneWebhook.as_view(), name="api_webhook"),
    path("webhooks/<uuid:webhook_id>/renew/", webhooks.RenewWebhook.as_view(), name="api_webhook_renew"),
    path("webhooks/<uuid:webhook_id>/test/", webhooks.ProbeWebhook.as_view(), name="api_webhook_test"),
    path("webhooks/<uuid:webhook_id>/resume/", webhooks.ResumeWebhook.as_view(), name="api_webhook_resume"),
    path(INCIDENT, incident.OneIncident.as_view(), name="api_incident"),
    path(f"{INCIDENT}similar/", similar.Similar.as_view(), name="api_similar"),
    path(f"{INCIDENT}history/", incident.History.as_view(), name="api_history"),
    path(f"{INCIDENT}messages/", conversation.Messages.as_view(), name="api_messages"),
    path(f"{INCIDENT}addenda/", conversation.Addenda.as_view(), name="api_addenda"),
    path(f"{INCIDENT}observations/", observations.Observations.as_view(), name="api_observations"),
    path(f"{INCIDENT}client-name/", incident.ClientName.as_view(), name="api_client_name"),
    path(f"{INCIDENT}plan/", plan.Plan.as_view(), name="api_plan"),
    path(f"{INCIDENT}record.pdf", record.RecordPdf.as_view(), name="api_record_pdf"),
    # last: whatever has an address of its own is no verb
    path(f"{INCIDENT}<slug:name>/", doing.Doing.as_view(), name="api_act"),
]

"""Addresses of those who answer, of every incident's page, and of the auditor."""

from django.urls import path

import boundaries.addresses  # noqa: F401 - registers <reference:...>
from supervision.views import (
    alarms,
    figures,
    hearings,
    holding,
    home,
    inbox,
    incident,
    independent,
    outbox,
    preferences,
    protected,
    queue,
    record,
    register,
    reveals,
    rota,
    search,
    set_up,
    translations,
    verbs,
    verify,
    webhooks,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("queue/", queue.queue, name="queue"),
    path("queue/search/", search.search, name="queue_search"),
    path("notices/", inbox.inbox, name="notices"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("verify/", verify.verify, name="verify"),
    path("settings/webhooks/", webhooks.webhooks, name="webhooks"),
    path("hearings/<uuid:hearing_id>/", hearings.hearing, name="hearing"),
    path("settings/webhooks/<uuid:webhook_id>/<slug:name>/", webhooks.act, name="webhook_act"),
    path("incidents/<reference:reference>/", incident.incident, name="incident"),
    path("incidents/<reference:reference>/client-name/", incident.client_name, name="client_name"),
    path("incidents/<reference:reference>/export/", record.export, name="export"),
    path("incidents/<reference:reference>/record.pdf", record.record_pdf, name="record_pdf"),
    path("incidents/<reference:reference>/<slug:name>/", verbs.act, name="act"),
]
    path("rota/", rota.week, name="rota"),
    path("rota/enter/", rota.enter, name="rota_enter"),
    path("rota/<uuid:shift_id>/call-off/", rota.call_off, name="rota_call_off"),
    path("alarms/<uuid:alarm_id>/", alarms.alarm, name="alarm"),
    path("settings/webhooks/", webhooks.webhooks, name="webhooks"),

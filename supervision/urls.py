"""Addresses of those who answer, of every incident's page, and of the auditor."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from supervision.views import home, inbox, incident, queue, record, register, verbs, verify


class ReferenceConverter(StringConverter):
    """A public reference such as DS-7K2M-9QXT."""

    regex = "DS-[2-9B-Z]{4}-[2-9B-Z]{4}"


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("", home.home, name="home"),
    path("queue/", queue.queue, name="queue"),
    path("notices/", inbox.inbox, name="notices"),
    path("register/", register.register, name="register"),
    path("verify/", verify.verify, name="verify"),
    path("incidents/<reference:reference>/", incident.incident, name="incident"),
    path("incidents/<reference:reference>/client-name/", incident.client_name, name="client_name"),
    path("incidents/<reference:reference>/export/", record.export, name="export"),
    path("incidents/<reference:reference>/record.pdf", record.record_pdf, name="record_pdf"),
    path("incidents/<reference:reference>/<slug:name>/", verbs.act, name="act"),
]

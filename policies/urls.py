"""Addresses of what we promise and where to turn."""

from django.urls import include, path

from policies.views import feedback, kinds, overview, protocol, public, reading, versions

urlpatterns = [
    path("", overview.overview, name="policies"),
    path("public-page/", public.switch, name="public_page"),
    path("public-page/preview/", public.preview, name="public_preview"),
    path("to-read/", reading.to_read, name="to_read"),
    path("to-read/<uuid:version_id>/", reading.one, name="reading"),
    path("read/", reading.who_read, name="who_read"),
    path("read/<uuid:version_id>/", reading.not_read_by, name="not_read_by"),
    path("read.csv", reading.who_read_csv, name="who_read_csv"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/<slug:key>/", kinds.kind, name="kind"),
    path("kinds/<slug:key>/as-shipped/", kinds.kind_as_shipped, name="kind_as_shipped"),
    path("edit/", include("policies.editing_urls")),
    path("feedback/", feedback.feedback, name="policy_feedback"),
    path("feedback/<uuid:feedback_id>/", feedback.one_feedback, name="one_feedback"),
    path("feedback/unclear/<uuid:clause_id>/", feedback.unclear, name="unclear"),
    path("<slug:slug>/", protocol.protocol, name="protocol"),
    path("<slug:slug>/versions/", versions.versions, name="policy_versions"),
    path("<slug:slug>/versions/<int:version_number>/", versions.version, name="policy_version"),
]

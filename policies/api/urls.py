"""Addresses of the API for what we promise."""

from django.urls import path

from policies.api import directory, library, promises, protocols, reading, versions, wordings

urlpatterns = [
    path("protocols/", protocols.Protocols.as_view(), name="api_protocols"),
    path("protocols/<slug:slug>/", protocols.OneProtocol.as_view(), name="api_protocol"),
    path("event-types/", promises.EventTypes.as_view(), name="api_event_types"),
    path("directory/", directory.Directory.as_view(), name="api_directory"),
    path("directory/<uuid:entry_id>/", directory.OneEntry.as_view(), name="api_entry"),
    path("directory/<uuid:entry_id>/<slug:name>/", directory.EntryAct.as_view(), name="api_entry_act"),
    path("library/", library.Library.as_view(), name="api_library"),
    path("find/", library.Find.as_view(), name="api_find"),
    path("reading/", reading.Reading.as_view(), name="api_reading"),
    path("reading/<uuid:version_id>/", reading.HasRead.as_view(), name="api_has_read"),
    path("standards/", promises.Standards.as_view(), name="api_standards"),
    path("policies/<slug:slug>/versions/", versions.Versions.as_view(), name="api_versions"),
    path("policies/<slug:slug>/versions/<int:version_number>/", versions.OneVersion.as_view(), name="api_version"),
    path(
        "policies/<slug:slug>/versions/<int:version_number>/<slug:file_form>/",
        versions.VersionFile.as_view(),
        name="api_version_file",
    ),
    path("policies/<slug:slug>/retire/", versions.Retire.as_view(), name="api_retire_policy"),
    path("wordings/", wordings.Wordings.as_view(), name="api_wordings"),
    path("wordings/import/", wordings.Import.as_view(), name="api_import_wording"),
    path("wordings/<uuid:wording_id>/", wordings.OneWording.as_view(), name="api_wording"),
    path("wordings/<uuid:wording_id>/<slug:name>/", wordings.WordingVerb.as_view(), name="api_wording_verb"),
]

"""Addresses of the directory."""

from django.urls import path

from policies.views.directory import editing, importing, reading

urlpatterns = [
    path("", reading.directory, name="directory"),
    path("edit/", editing.edit_list, name="edit_directory"),
    path("edit/new/", editing.new, name="new_entry"),
    path("edit/import/", importing.import_list, name="import_directory"),
    path("edit/template.csv", importing.template, name="directory_template"),
    path("edit/entries.csv", importing.export, name="directory_export"),
    path("edit/<uuid:entry_id>/", editing.edit, name="edit_entry"),
    path("edit/<uuid:entry_id>/verify/", editing.verify, name="verify_entry"),
    path("edit/<uuid:entry_id>/retire/", editing.retire, name="retire_entry"),
    path("<uuid:entry_id>/", reading.entry, name="directory_entry"),
    path("<uuid:entry_id>/mistake/", reading.mistake, name="entry_mistake"),
]

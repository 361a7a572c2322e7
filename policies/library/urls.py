"""Addresses of the shelf and of the one search box."""

from django.urls import path

from policies.views import finding, library, library_edit

urlpatterns = [
    path("find/", finding.find_page, name="find"),
    path("library/", library.library, name="library"),
    path("library/new/", library_edit.new, name="library_new"),
    path("library/edit/<slug:item_key>/", library_edit.edit, name="library_edit"),
    path("library/edit/<slug:item_key>/remove/", library_edit.remove, name="library_remove"),
    path("library/<slug:item_key>/", library.item, name="library_item"),
]

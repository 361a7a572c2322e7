"""Addresses of the API of those who answer, and of the auditor's."""

urlpatterns: list = []

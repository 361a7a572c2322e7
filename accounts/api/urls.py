"""Addresses of the API that are about the caller herself."""

urlpatterns: list = []

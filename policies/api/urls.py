"""Addresses of the API of what is promised."""

urlpatterns: list = []

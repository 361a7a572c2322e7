"""Lists of the API: {"results": [...], "next": address or null}; the address carries the place, never a number of pages."""

from django.utils.http import urlencode
from rest_framework import serializers


def page_of(request, results: list, cursor: str) -> dict:
    """One page; `cursor` is what the next request sends as `after`, "" where this was the last page."""
    query = {name: value for name, value in request.GET.items() if name != "after"}
    address = f"{request.path}?{urlencode(query | {'after': cursor})}" if cursor else None
    return {"results": results, "next": address}


def page_shape(shape: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The shape of a page of these, for the description of the API."""
    fields = {"results": shape(many=True), "next": serializers.CharField(allow_null=True)}
    return type(f"{shape.__name__.removesuffix('Shape')}PageShape", (serializers.Serializer,), fields)

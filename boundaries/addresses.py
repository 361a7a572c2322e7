"""How addresses name a sent incident: <reference:reference>, a public reference such as DS-7K2M-9QXT."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class ReferenceConverter(StringConverter):
    regex = "DS-[2-9B-Z]{4}-[2-9B-Z]{4}"


register_converter(ReferenceConverter, "reference")

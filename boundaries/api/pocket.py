"""The pocket by API: what a phone keeps so that a report can be written without a network."""

from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.response import Response

from boundaries.api.reporting import ReportingView
from boundaries.phone.pocket import Pocket


class MineShape(serializers.Serializer):
    id = serializers.UUIDField()


class PocketKindShape(serializers.Serializer):
    label = serializers.CharField()
    protocol = serializers.UUIDField(help_text="The version that is in force for this kind.")
    question = serializers.CharField(allow_blank=True, help_text="One yes, no or unsure question, where the kind has one.")
    safeguarding = serializers.CharField()
    has_own_protocol = serializers.BooleanField()


class PagesShape(serializers.Serializer):
    kinds = serializers.CharField()
    danger = serializers.CharField()
    forms = serializers.DictField(child=serializers.CharField(), help_text="By version of the protocol.")


class PocketClientShape(serializers.Serializer):
    code = serializers.CharField()
    language = serializers.CharField()


class PocketShape(serializers.Serializer):
    version = serializers.CharField(help_text="Another one as soon as anything in it is another; also the ETag.")
    language = serializers.CharField()
    me = MineShape()
    draft_days = serializers.IntegerField()
    kinds = serializers.DictField(child=PocketKindShape())
    pages = PagesShape()
    said = serializers.DictField(help_text="Version, step, language: the sentences.")
    clients = serializers.DictField(child=PocketClientShape())


class OnePocket(ReportingView):
    @extend_schema(
        parameters=[OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER)],
        responses={200: PocketShape, 304: None},
    )
    def get(self, request):
        """Kinds, forms and sentences in the caller's language. With the ETag of the one kept: 304 while it is the same."""
        pocket = Pocket(request.user)
        tag = f'"{pocket.version}"'
        known = {etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))}
        if tag in known:
            return Response(status=http.HTTP_304_NOT_MODIFIED, headers={"ETag": tag})
        return Response(pocket.content(), headers={"ETag": tag})

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
    find = serializers.CharField(help_text="The search box over what the phone keeps.")
    danger = serializers.CharField()
    places = serializers.CharField(help_text="Where to turn: the places of the directory.")
    place = serializers.CharField(help_text="The form that gives one, blank.")
    directory = serializers.CharField(help_text="Every place, to be searched on the phone.")
    forms = serializers.DictField(child=serializers.CharField(), help_text="By version of the protocol.")


class KeptEntryShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    what_for = serializers.CharField()
    phone = serializers.CharField()
    hours = serializers.DictField(help_text="As data: whether it is open the phone works out itself.")
    words = serializers.CharField(help_text="What it is found by, in all languages, in plain small letters.")


class KeptDirectoryShape(serializers.Serializer):
    zone = serializers.CharField(help_text="The time zone of the hours.")
    entries = KeptEntryShape(many=True)


class PocketClientShape(serializers.Serializer):
    code = serializers.CharField()
    language = serializers.CharField()


class KeptLibraryShape(serializers.Serializer):
    """What is found without a network, as rows of title, note, text and address."""

    items = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    steps = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class PocketShape(serializers.Serializer):
    version = serializers.CharField(help_text="Another one as soon as anything in it is another; also the ETag.")
    language = serializers.CharField()
    me = MineShape()
    draft_days = serializers.IntegerField()
    kinds = serializers.DictField(child=PocketKindShape())
    pages = PagesShape()
    places = serializers.DictField(help_text="By entry of the directory: revision, sentence and card in each language.")
    directory = KeptDirectoryShape()
    library = KeptLibraryShape()
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

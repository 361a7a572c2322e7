"""The shelf and the one search by API: what this person finds there, in the language asked for."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.api.paging import page_shape
from accounts.api.view import DoorstepView
from policies.api.language import LANGUAGE, asked_language
from policies.library.shelf import shelf
from policies.models import LibraryItem
from policies.search.finding import find

KIND = OpenApiParameter("kind", OpenApiTypes.STR, enum=LibraryItem.Kind.values)
STEP = OpenApiParameter("step", OpenApiTypes.STR, description="Key of a step, such as `reason`.")
WORDS = OpenApiParameter("q", OpenApiTypes.STR, required=True, description="Words or their beginnings, all of which are found.")
MOST = 500


class LibraryItemShape(serializers.Serializer):
    id = serializers.UUIDField()
    key = serializers.CharField()
    version = serializers.IntegerField()
    kind = serializers.CharField()
    scope = serializers.CharField()
    topic = serializers.CharField(allow_blank=True)
    part = serializers.CharField(allow_blank=True)
    is_own = serializers.BooleanField(help_text="The organisation's own or the caller's; otherwise it is built in.")
    language = serializers.CharField(help_text="Of the texts: the one asked for where the item has it.")
    title = serializers.CharField()
    text = serializers.DictField(help_text="title, body and what its kind has beside: sample, instead, in_writing, ...")
    source = serializers.CharField(allow_blank=True)
    address = serializers.CharField()


class PieceShape(serializers.Serializer):
    text = serializers.CharField()
    is_found = serializers.BooleanField()


class HitShape(serializers.Serializer):
    title = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    address = serializers.CharField()
    pieces = PieceShape(many=True)


class FoundShape(serializers.Serializer):
    name = serializers.CharField(help_text="policies, directory or library.")
    label = serializers.CharField()
    is_cut = serializers.BooleanField(help_text="There are more than the best twenty.")
    hits = HitShape(many=True)


LibraryPageShape, FoundPageShape = page_shape(LibraryItemShape), page_shape(FoundShape)


class Library(DoorstepView):
    @extend_schema(parameters=[LANGUAGE, KIND, STEP], responses=LibraryPageShape)
    def get(self, request):
        """What is on the shelf: built in, the organisation's, one's team's and one's own."""
        language, asked = asked_language(request), request.query_params
        kind = asked.get("kind")
        if kind is not None and kind not in LibraryItem.Kind.values:
            raise ValidationError({"kind": [_("Choose one of the answers offered.")]})
        items = shelf(request.user, kind=kind, step_key=asked.get("step") or None)[:MOST]
        return Response(LibraryPageShape({"results": [_item(row, language) for row in items], "next": None}).data)


def _item(row, language):
    names = ("id", "key", "version", "kind", "scope", "topic", "part", "source")
    return {name: getattr(row, name) for name in names} | {
        "is_own": not row.is_built_in,
        "language": row.language_shown(language),
        "title": row.title_in(language),
        "text": row.text(language),
        "address": f"/library/{row.key}/",
    }


class Find(DoorstepView):
    @extend_schema(parameters=[WORDS, LANGUAGE], responses=FoundPageShape)
    def get(self, request):
        """Policies and protocols, where to turn, and the library: the best of each, with a piece of the text."""
        language = asked_language(request)
        if "q" not in request.query_params:
            raise ValidationError({"q": [_("This is missing.")]})
        groups = find(request.user, request.query_params["q"], language)
        return Response(FoundPageShape({"results": [_group(group) for group in groups], "next": None}).data)


def _group(group):
    return {"name": group.name, "label": group.label, "is_cut": group.is_cut, "hits": [_hit(hit) for hit in group.hits]}


def _hit(hit):
    pieces = [{"text": text, "is_found": is_found} for text, is_found in hit.pieces]
    title = "".join(text for text, _is_found in hit.title)
    return {"title": title, "note": hit.note, "language": hit.lang, "address": hit.address, "pieces": pieces}

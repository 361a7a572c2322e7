"""How the like was answered, by API: for those who answer a record, without names and codes."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.roles import Right
from supervision.api.found import IncidentView
from supervision.similar.lines import likes


class ReplyOfLikeShape(serializers.Serializer):
    body = serializers.CharField(help_text="Without names and codes.")
    language = serializers.CharField()
    is_superseded = serializers.BooleanField(help_text="Its author corrected it later.")
    is_shared = serializers.BooleanField(help_text="Its author opened it to the whole service.")


class LikeShape(serializers.Serializer):
    reference = serializers.CharField(help_text="Empty where the caller may read the reply and not the record.")
    kind = serializers.CharField()
    language = serializers.CharField()
    outcome = serializers.CharField()
    contact_type = serializers.CharField()
    is_same_reason = serializers.BooleanField()
    replies = ReplyOfLikeShape(many=True, help_text="Oldest first.")


class LikesShape(serializers.Serializer):
    results = LikeShape(many=True)


class Similar(IncidentView):
    access = Access(rights=frozenset({Right.ANSWER}))

    @extend_schema(responses=LikesShape)
    def get(self, request, reference):
        """Reports of the same kind and how they were answered: same language first, same reason first, newest first."""
        reader = self.found(reference)
        if not reader.answers:
            raise PermissionDenied
        return Response({"results": [LikeShape(like).data for like in likes(reader)]})

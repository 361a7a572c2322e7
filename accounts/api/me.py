"""Who the caller is, and what this request may do."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.view import DoorstepView
from accounts.models import Cadence


class OrganisationShape(serializers.Serializer):
    name = serializers.CharField()
    code = serializers.CharField()
    country = serializers.CharField()
    language = serializers.CharField()
    time_zone = serializers.CharField()


class MeShape(serializers.Serializer):
    """A person with her rights; a token narrows them to what its scopes open."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    rights = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    cadence = serializers.CharField(help_text="How often mails about what can wait come: at_once, daily or weekly.")
    organisation = OrganisationShape()
    scopes = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="Of the token; null for who signed in herself."
    )


class Me(DoorstepView):
    access = Access(is_filing=True)

    @extend_schema(responses=MeShape)
    def get(self, request):
        person = request.user
        me = {
            "id": person.pk,
            "name": str(person),
            "roles": person.roles,
            "rights": sorted(person.rights),
            "language": person.language,
            "cadence": getattr(getattr(person, "profile", None), "cadence", Cadence.AT_ONCE),
            "organisation": person.organisation,
            "scopes": sorted(request.auth.scopes) if request.auth else None,
        }
        return Response(MeShape(me).data)

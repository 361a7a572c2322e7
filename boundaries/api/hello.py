"""What a phone asks before it sends anything: who is signed in here, and with what key this session takes requests."""

from django.middleware.csrf import get_token
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.view import DoorstepView
from policies.models import ServiceStandard


class HelloShape(serializers.Serializer):
    me = serializers.UUIDField(help_text="What another person kept on this phone must not be sent as hers.")
    token = serializers.CharField(allow_blank=True, help_text="For X-CSRFToken; empty for a bearer of a token.")
    draft_days = serializers.IntegerField(help_text="After so many days a draft is offered for sending or throwing away.")
    time = serializers.DateTimeField(help_text="By the server's clock.")
    language = serializers.CharField()


class Hello(DoorstepView):
    access = Access(is_filing=True)

    @extend_schema(responses=HelloShape)
    def get(self, request):
        """Whether there is a way to the server, and for whom."""
        person = request.user
        answer = {
            "me": person.pk,
            "token": "" if request.auth else get_token(request._request),
            "draft_days": ServiceStandard.at(person.organisation_id).draft_days,
            "time": timezone.now(),
            "language": person.language,
        }
        return Response(HelloShape(answer).data)

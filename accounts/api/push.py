"""Being told on this phone, by API: the key to subscribe with, one's own phones, and their beginning and end."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.response import Response

from accounts import push
from accounts.access import Access
from accounts.api.taking_in import sent_object
from accounts.api.view import DoorstepView
from accounts.browser_names import short_name
from accounts.models import PushSubscription
from audit.errors import NotNow


class KeysRequest(serializers.Serializer):
    p256dh = serializers.CharField(max_length=100)
    auth = serializers.CharField(max_length=40)


class PhoneRequest(serializers.Serializer):
    """As a browser's PushSubscription writes itself."""

    endpoint = serializers.CharField(max_length=500)
    keys = KeysRequest()


class PhoneShape(serializers.Serializer):
    id = serializers.UUIDField()
    browser = serializers.CharField(allow_blank=True)
    made_at = serializers.DateTimeField()
    last_ok_at = serializers.DateTimeField(allow_null=True, help_text="When its push service last took something.")
    is_this = serializers.BooleanField(help_text="Whether it is the browser of this session.")


class PushShape(serializers.Serializer):
    public_key = serializers.CharField(allow_blank=True, help_text="Empty where push messages are not set up.")
    phones = PhoneShape(many=True)


class PushView(DoorstepView):
    """One's own, with a session that is long enough for filing. A program is told by webhook and not by push."""

    access = Access(is_filing=True)

    def check_permissions(self, request):
        super().check_permissions(request)
        if request.auth is not None and hasattr(self, request.method.lower()):
            raise PermissionDenied

    def reason_text(self, code):
        return {
            "push_not_set_up": _("Push messages are not set up here."),
            "phone_ended": _("This phone is not told anything any more."),
        }[code]


class Push(PushView):
    @extend_schema(responses=PushShape)
    def get(self, request):
        """Where this person is told, newest first, and the key that a browser subscribes with."""
        phones = [_as_phone(row, request.session) for row in push.phones_of(request.user, request.session)]
        return Response(PushShape({"public_key": push.public_key(), "phones": phones}).data)

    @extend_schema(request=PhoneRequest, responses={201: PhoneShape})
    def post(self, request):
        """Tell me on this phone. The same phone again stays the one it was."""
        if not push.is_set_up():
            raise NotNow(["push_not_set_up"])
        sent = PhoneRequest(data=sent_object(request))
        sent.is_valid(raise_exception=True)
        browser = short_name(request.headers.get("User-Agent", ""))
        told = {"endpoint": sent.validated_data["endpoint"], **sent.validated_data["keys"]}
        phone = push.begin(request.user, browser=browser, **told)
        if not push.is_here(phone, request.session):
            request.session[push.IN_SESSION] = str(phone.pk)
        return Response(PhoneShape(_as_phone(phone, request.session)).data, status=http.HTTP_201_CREATED)


class OnePhone(PushView):
    @extend_schema(responses={204: None})
    def delete(self, request, phone_id):
        """Tell me nothing on it any more."""
        phone = PushSubscription.objects.filter(pk=phone_id, user=request.user).select_related("user__organisation").first()
        if phone is None:
            raise Http404
        push.end(phone, by=request.user)
        return Response(status=http.HTTP_204_NO_CONTENT)


def _as_phone(row, session):
    """Neither its address nor its keys."""
    shown = {name: getattr(row, name) for name in ("id", "browser", "made_at", "last_ok_at")}
    return shown | {"is_this": push.is_here(row, session)}

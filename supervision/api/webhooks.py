"""Webhooks by API, for administrators: listed, added, removed, tested; a secret is answered once, when it is made."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.taking_in import form_data, sent_object
from accounts.api.view import DoorstepView
from accounts.roles import Right
from audit.errors import NotNow
from supervision.models import Webhook
from supervision.webhooks import acts
from supervision.webhooks.announcing import EVENTS
from supervision.webhooks.form import WebhookForm
from supervision.webhooks.lines import MOST_COUNTED, count, webhooks_of


class WebhookRequest(serializers.Serializer):
    address = serializers.CharField(help_text="Begins with https://.")
    events = serializers.ListField(child=serializers.ChoiceField(choices=EVENTS))


class WebhookShape(serializers.Serializer):
    id = serializers.UUIDField()
    address = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    failures = serializers.IntegerField(help_text="In a row.")
    fault = serializers.CharField(allow_blank=True, help_text="Code of the last failure, until something arrives.")
    paused = serializers.ChoiceField(choices=["", *Webhook.Because.values], allow_blank=True)
    not_delivered = serializers.IntegerField(help_text=f"Given up; at most {MOST_COUNTED + 1} are counted.")


class WebhooksShape(serializers.Serializer):
    results = WebhookShape(many=True)


class NewWebhookShape(WebhookShape):
    secret = serializers.CharField(help_text="Signs what is sent; answered this once.")


class WebhookView(DoorstepView):
    access = Access(rights=frozenset({Right.MANAGE_PEOPLE}))

    def webhook(self, webhook_id):
        rows = Webhook.objects.kept().select_related("organisation")
        found = rows.filter(pk=webhook_id, organisation_id=self.request.user.organisation_id).first()
        if found is None:
            raise Http404
        return found

    def act(self, webhook_id, name):
        try:
            return acts.act_on(self.webhook(webhook_id), name, self.request.user)
        except NotNow:  # removed in the meantime
            raise Http404


class Webhooks(WebhookView):
    @extend_schema(responses=WebhooksShape)
    def get(self, request):
        """Every webhook of the organisation; there are few."""
        return Response({"results": [as_webhook(row) for row in webhooks_of(request.user.organisation)]})

    @extend_schema(request=WebhookRequest, responses={201: NewWebhookShape})
    def post(self, request):
        form = WebhookForm(form_data(sent_object(request)))
        if not form.is_valid():
            raise ValidationError(form.errors)
        webhook = acts.add(request.user.organisation, request.user, **form.cleaned_data)
        return Response(as_webhook(webhook) | {"secret": webhook.secret}, status=http.HTTP_201_CREATED)


class OneWebhook(WebhookView):
    @extend_schema(responses=WebhookShape)
    def get(self, request, webhook_id):
        return Response(as_webhook(self.webhook(webhook_id)))

    @extend_schema(responses={204: None})
    def delete(self, request, webhook_id):
        """It is told nothing more, and its secret is gone."""
        self.act(webhook_id, "remove")
        return Response(status=http.HTTP_204_NO_CONTENT)


class RenewWebhook(WebhookView):
    @extend_schema(request=None, responses={200: NewWebhookShape})
    def post(self, request, webhook_id):
        """A new secret; for one day the former one signs as well."""
        webhook = self.act(webhook_id, "renew")
        return Response(as_webhook(webhook) | {"secret": webhook.secret})


class ProbeWebhook(WebhookView):
    @extend_schema(request=None, responses={202: WebhookShape})
    def post(self, request, webhook_id):
        """Sends it an event named `test`."""
        return Response(as_webhook(self.act(webhook_id, "test")), status=http.HTTP_202_ACCEPTED)


class ResumeWebhook(WebhookView):
    @extend_schema(request=None, responses={200: WebhookShape})
    def post(self, request, webhook_id):
        """Try again, with everything that was kept for it."""
        return Response(as_webhook(self.act(webhook_id, "resume")))


def as_webhook(webhook) -> dict:
    return WebhookShape(
        {
            "id": webhook.pk,
            "address": webhook.address,
            "events": webhook.events,
            "created_at": webhook.created_at,
            "delivered_at": webhook.delivered_at,
            "failures": webhook.failures,
            "fault": webhook.fault,
            "paused": webhook.paused_because,
            "not_delivered": count(acts.parked(webhook)),
        }
    ).data

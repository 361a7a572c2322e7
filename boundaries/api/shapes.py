"""The shapes of the reporter's API, for its answers and its description. What comes in is checked by the forms."""

import re
import uuid

from rest_framework import serializers

UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class OwnIdField(serializers.UUIDField):
    """A UUID that the client made, written as UUIDs are: a number is none."""

    def to_internal_value(self, data):
        if not isinstance(data, str) or not UUID_FORM.fullmatch(data):
            self.fail("invalid", value=data)
        return uuid.UUID(data)


class BeginRequest(serializers.Serializer):
    id = OwnIdField(help_text="Made by the client: a repeated request finds the same draft.")
    event_type = serializers.SlugField(required=False, help_text="Key of the kind of event.")


class AnswerShape(serializers.Serializer):
    step = serializers.IntegerField()
    outcome = serializers.CharField()
    answer = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    data = serializers.DictField()
    confirmed_together = serializers.BooleanField()
    revision = serializers.IntegerField()


class DraftShape(serializers.Serializer):
    id = serializers.UUIDField()
    status = serializers.CharField()
    event_type = serializers.CharField(allow_null=True)
    protocol = serializers.CharField()
    client = serializers.CharField(allow_null=True)
    client_language = serializers.CharField()
    answers = AnswerShape(many=True)
    said = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class SavedShape(serializers.Serializer):
    saved = serializers.BooleanField(default=True)
    client_language = serializers.CharField()
    named_count = serializers.IntegerField()


class StepSavedShape(serializers.Serializer):
    step = serializers.IntegerField()
    outcome = serializers.CharField()
    revision = serializers.IntegerField()


class TogetherShape(serializers.Serializer):
    steps = serializers.ListField(child=serializers.IntegerField())


class ReceiptShape(serializers.Serializer):
    reference = serializers.CharField()
    status = serializers.CharField()
    address = serializers.CharField()
    answer_by = serializers.DateTimeField(allow_null=True)


class FiledShape(ReceiptShape):
    id = serializers.UUIDField()


class StepSentShape(serializers.Serializer):
    """What one step may carry; which answers a step offers, its kind says (GET protocols)."""

    answer = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    note = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    reason = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    entries = serializers.ListField(child=serializers.CharField(), required=False)
    consulted = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    support = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    source = serializers.CharField(required=False, allow_null=True, allow_blank=True)


class FilingRequest(serializers.Serializer):
    """The id that makes filing twice filing once; the other fields are checked by the forms of the page."""

    id = OwnIdField(help_text="Made by the client: the same report sent again is one report.")

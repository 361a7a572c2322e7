"""The shapes of the reporter's API, for its answers and its description. What comes in is checked by the forms."""

from rest_framework import serializers


class BeginRequest(serializers.Serializer):
    id = serializers.UUIDField(help_text="Made by the client: a repeated request finds the same draft.")
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

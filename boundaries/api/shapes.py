"""The shapes of the reporter's API, for its answers and its description. What comes in is checked by the forms."""

import re
import uuid

from rest_framework import serializers

from accounts.api.paging import page_shape

UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class OwnIdField(serializers.UUIDField):
    """A UUID that the client made, written as UUIDs are: a number is none."""

    def to_internal_value(self, data):
        if not isinstance(data, str) or not UUID_FORM.fullmatch(data):
            self.fail("invalid", value=data)
        return uuid.UUID(data)


def as_uuid(value) -> uuid.UUID | None:
    """None for anything that is not written as UUIDs are."""
    return uuid.UUID(value) if isinstance(value, str) and UUID_FORM.fullmatch(value) else None


class BeginRequest(serializers.Serializer):
    id = OwnIdField(help_text="Made by the client: a repeated request finds the same draft.")
    event_type = serializers.SlugField(required=False, help_text="Key of the kind of event.")
    version = OwnIdField(required=False, help_text="The version of the protocol that the client shows.")
    reporter = OwnIdField(required=False, help_text="Whose report it is, where it is written for a colleague.")


class AnswerShape(serializers.Serializer):
    step = serializers.IntegerField()
    outcome = serializers.CharField()
    answer = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    data = serializers.DictField()
    confirmed_together = serializers.BooleanField()
    revision = serializers.IntegerField()
    content = serializers.DictField(help_text="As it is sent.")


class DraftShape(serializers.Serializer):
    id = serializers.UUIDField()
    status = serializers.CharField()
    event_type = serializers.CharField(allow_null=True)
    protocol = serializers.CharField()
    version = serializers.UUIDField(help_text="Of the protocol; it stays with the report.")
    language = serializers.CharField()
    started_at = serializers.DateTimeField()
    client = serializers.CharField(allow_null=True)
    client_language = serializers.CharField()
    behind_pseudonym = serializers.BooleanField()
    fields = serializers.DictField(help_text="The report's own fields as they are sent.")
    answers = AnswerShape(many=True)
    said = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class SavedShape(serializers.Serializer):
    saved = serializers.BooleanField(default=True)
    client_language = serializers.CharField()
    named_count = serializers.IntegerField()
    fields = serializers.DictField(help_text="What stands now of the fields that were sent.")


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


class FilingRequest(serializers.Serializer):
    """The id that makes filing twice filing once; the other fields are checked by the forms of the page."""

    id = OwnIdField(help_text="Made by the client: the same report sent again is one report.")


class IncidentRowShape(serializers.Serializer):
    """A report in a list: what it is and where it stands, never what was said."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    kind = serializers.CharField(help_text="incident or question")
    event_type = serializers.CharField(allow_null=True, help_text="Key of the kind of event.")
    words = serializers.CharField(help_text="The kind of event in the caller's language.")
    status = serializers.CharField()
    urgent = serializers.BooleanField()
    language = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    answer_by = serializers.DateTimeField(allow_null=True)
    client = serializers.CharField(allow_null=True, help_text="A code, never a name.")
    reporter = serializers.CharField(help_text="Her name for those who answer, else her pseudonym.")
    team = serializers.UUIDField(allow_null=True)
    is_own = serializers.BooleanField()
    is_assigned = serializers.BooleanField()
    address = serializers.CharField()


class DraftRowShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    event_type = serializers.CharField(allow_null=True)
    words = serializers.CharField()
    client = serializers.CharField(allow_null=True)
    started_at = serializers.DateTimeField()


class ClientShape(serializers.Serializer):
    """A client whom the caller cares for, by code."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    language = serializers.CharField()


IncidentPageShape, DraftPageShape = page_shape(IncidentRowShape), page_shape(DraftRowShape)
ClientPageShape = page_shape(ClientShape)

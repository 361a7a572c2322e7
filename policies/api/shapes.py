"""The shapes of what we promise, for the API's answers and its description. Texts stand in six languages."""

from rest_framework import serializers

from accounts.api.paging import page_shape


class InSixShape(serializers.Serializer):
    """A text as it is published, by language."""

    en = serializers.CharField(allow_blank=True)
    hu = serializers.CharField(allow_blank=True)
    cs = serializers.CharField(allow_blank=True)
    sv = serializers.CharField(allow_blank=True)
    bg = serializers.CharField(allow_blank=True)
    uk = serializers.CharField(allow_blank=True)


class ProtocolRowShape(serializers.Serializer):
    slug = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    in_force_from = serializers.DateTimeField()
    is_own = serializers.BooleanField(help_text="The organisation's own; otherwise it is built in.")
    address = serializers.CharField()


class StepTextShape(serializers.Serializer):
    title = serializers.CharField()
    short = serializers.CharField(allow_blank=True)
    instruction = serializers.CharField()
    record_prompt = serializers.CharField(allow_blank=True)
    said = serializers.ListField(child=serializers.CharField(), help_text="Sentences to say; {names} are gaps.")


class StepTextsShape(serializers.Serializer):
    en = StepTextShape()
    hu = StepTextShape()
    cs = StepTextShape()
    sv = StepTextShape()
    bg = StepTextShape()
    uk = StepTextShape()


class ProtocolStepShape(StepTextShape):
    """One step: its texts in the language asked for, and in all six."""

    number = serializers.IntegerField()
    key = serializers.CharField()
    moment = serializers.CharField()
    always = serializers.BooleanField()
    answer_kind = serializers.CharField(help_text="Which answers it offers; `document` takes none.")
    texts = StepTextsShape()


class ProtocolShape(ProtocolRowShape):
    language = serializers.CharField()
    closing = serializers.CharField(allow_blank=True)
    titles = InSixShape()
    closings = InSixShape()
    steps = ProtocolStepShape(many=True)


class RaisingShape(serializers.Serializer):
    """Something that a report may say, and how grave it then is at least."""

    when = serializers.CharField()
    to = serializers.CharField()


class EventTypeShape(serializers.Serializer):
    key = serializers.CharField()
    group = serializers.CharField()
    label = serializers.CharField()
    question = serializers.CharField(allow_blank=True, help_text="Asked with this kind: yes, no or unsure.")
    gravity = serializers.CharField()
    safeguarding = serializers.CharField()
    labels = InSixShape()
    raising = RaisingShape(many=True)
    version = serializers.IntegerField(allow_null=True, help_text="Of the organisation’s own rule; null as built in.")


class StandardShape(serializers.Serializer):
    """The numbers that are promised now; hours are elapsed hours."""

    valid_from = serializers.DateTimeField(allow_null=True, help_text="Null: the numbers that hold until others are set.")
    reply_hours = serializers.IntegerField()
    reply_hours_s3 = serializers.IntegerField()
    reply_hours_s4 = serializers.IntegerField()
    urgent_minutes = serializers.IntegerField()
    reminder_percent = serializers.IntegerField()
    holding_max_hours = serializers.IntegerField()
    holding_max_in_row = serializers.IntegerField()
    decision_hours = serializers.IntegerField()
    reopen_days = serializers.IntegerField()
    draft_days = serializers.IntegerField()


ProtocolPageShape, EventTypePageShape = page_shape(ProtocolRowShape), page_shape(EventTypeShape)

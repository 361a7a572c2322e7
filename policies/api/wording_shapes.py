"""The shapes of versions and of wordings that are being written, for the API's answers and its description."""

from rest_framework import serializers

from accounts.api.faults import ReasonShape
from accounts.api.paging import page_shape
from policies.models import Policy, VersionDraft


class VersionShape(serializers.Serializer):
    """One published version. It never changes; only its end is added."""

    slug = serializers.CharField()
    kind = serializers.ChoiceField(choices=Policy.Kind.values)
    number = serializers.IntegerField()
    is_own = serializers.BooleanField(help_text="The organisation's own; otherwise it is built in.")
    titles = serializers.DictField(child=serializers.CharField(allow_blank=True))
    change_note = serializers.DictField(child=serializers.CharField(allow_blank=True))
    in_force_from = serializers.DateTimeField()
    in_force_until = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    author = serializers.CharField(allow_blank=True)
    approved_by = serializers.CharField(allow_blank=True)
    is_by_sole_person = serializers.BooleanField(help_text="Nobody else could approve it: it took effect after 24 hours.")
    retired_at = serializers.DateTimeField(allow_null=True)
    retired_by = serializers.CharField(allow_blank=True)
    retired_reason = serializers.CharField(allow_blank=True)
    digest = serializers.CharField()


class WholeVersionShape(VersionShape):
    document = serializers.DictField(help_text="As docs/policies.md describes it.")


class WordingShape(serializers.Serializer):
    """A wording that is being written, or waits to be approved."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    kind = serializers.ChoiceField(choices=Policy.Kind.values)
    status = serializers.ChoiceField(choices=VersionDraft.Status.values)
    revision = serializers.IntegerField(help_text="Send it with each change: it counts them.")
    author = serializers.CharField()
    started_at = serializers.DateTimeField()
    touched_at = serializers.DateTimeField()
    take_effect_at = serializers.DateTimeField(allow_null=True)
    proposed_at = serializers.DateTimeField(allow_null=True)
    is_sole = serializers.BooleanField(help_text="Nobody else can approve it: it takes effect 24 hours after it was proposed.")
    sent_back_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(allow_null=True, help_text="The number of the version that came of it.")


class PlacedFaultShape(serializers.Serializer):
    place = serializers.CharField(allow_blank=True, help_text="Such as clauses.4.texts.cs.title; empty is the whole.")
    code = serializers.CharField()
    text = serializers.CharField()


class WordingActShape(serializers.Serializer):
    name = serializers.CharField()
    missing = ReasonShape(many=True, help_text="What forbids it now.")


class WholeWordingShape(WordingShape):
    document = serializers.DictField(help_text="As docs/policies.md describes it.")
    document_digest = serializers.CharField(allow_blank=True, help_text="Of what was proposed; send it with approve.")
    faults = PlacedFaultShape(many=True, help_text="What is missing or wrong, by place.")
    acts = WordingActShape(many=True, help_text="What the caller may do with it.")


class BeginShape(serializers.Serializer):
    slug = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(choices=Policy.Kind.values, default=Policy.Kind.PROTOCOL)
    event_types = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=60)


class ImportShape(serializers.Serializer):
    name = serializers.CharField(max_length=200, help_text="Of the file; its ending says what it is.")
    content = serializers.CharField(trim_whitespace=False, help_text="The whole file as text.")


class ChangeShape(serializers.Serializer):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    path = serializers.CharField(max_length=200)
    value = serializers.JSONField()


class ReplaceShape(serializers.Serializer):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    document = serializers.DictField()


class VerbShape(serializers.Serializer):
    """`take_effect_at` with propose, `seen` with approve, `reason` with send-back."""

    seen = serializers.CharField(
        required=False, max_length=64, help_text="The `document_digest` that was read; with another one now: 409."
    )
    take_effect_at = serializers.DateTimeField(required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class RetireShape(serializers.Serializer):
    reason = serializers.CharField(max_length=2000)


VersionPageShape, WordingPageShape = page_shape(VersionShape), page_shape(WordingShape)

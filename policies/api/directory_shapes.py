"""The shapes of the directory by API: in a list, whole, as it is written, and what goes with an act."""

from rest_framework import serializers

from accounts.api.paging import page_shape
from policies.models import DirectoryEntry

Kind, Appointment = DirectoryEntry.Kind, DirectoryEntry.Appointment
TEXTS = {"help_text": "By language."}
HOURS = {
    "help_text": "`always`, `mon` to `sun` with ranges such as [\"08:00\", \"16:30\"], `exceptions` by date, `note` by language."
}


class DirectoryEntryShape(serializers.Serializer):
    """A number that belongs to an organisation, never to a member of staff."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    what_for = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    opening_hours = serializers.CharField(allow_blank=True)
    is_open = serializers.BooleanField(allow_null=True, help_text="Now; null where the hours are only words.")
    standing = serializers.CharField(allow_blank=True, help_text="Open now, or when it opens next.")
    address = serializers.CharField(allow_blank=True)
    area = serializers.CharField(allow_blank=True)
    languages = serializers.ListField(child=serializers.CharField())
    verified_on = serializers.DateField(allow_null=True)


class EntryContentShape(serializers.Serializer):
    """What somebody writes. What is wrong with it is answered by field."""

    kind = serializers.ChoiceField(Kind.choices)
    order = serializers.IntegerField(min_value=0, max_value=32767, required=False)
    name = serializers.JSONField(**TEXTS)
    what_for = serializers.JSONField(**TEXTS)
    phone = serializers.CharField(max_length=40)
    email = serializers.CharField(max_length=254, allow_blank=True, required=False)
    address = serializers.CharField(max_length=500, allow_blank=True, required=False)
    area = serializers.CharField(max_length=120, allow_blank=True, required=False)
    opening_hours = serializers.JSONField(**HOURS)
    head_name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    specialist_name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    specialist_phone = serializers.CharField(max_length=40, allow_blank=True, required=False)
    procedure = serializers.JSONField(required=False, **TEXTS)
    appointment = serializers.ChoiceField(Appointment.choices, required=False)
    documents = serializers.JSONField(required=False, help_text="A list of texts by language.")
    languages = serializers.JSONField(required=False, help_text="A list of tags.")
    external_key = serializers.CharField(max_length=80, allow_blank=True, required=False)
    is_owned_by_organisation = serializers.BooleanField(help_text="Somebody made sure that it is nobody’s own number.")


class WholeEntryShape(EntryContentShape):
    """Everything of one entry, for those who go there and those who look after it."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField()
    active = serializers.BooleanField()
    verified_on = serializers.DateField(allow_null=True)
    review_due_on = serializers.DateField(allow_null=True)
    is_to_check = serializers.BooleanField()
    is_own = serializers.BooleanField(help_text="The organisation’s; otherwise it is built in for its country.")


class ChangeEntryShape(serializers.Serializer):
    revision = serializers.IntegerField(min_value=1)
    values = serializers.DictField(help_text="The fields that change; what changes has to be verified again.")


class EntryActShape(serializers.Serializer):
    revision = serializers.IntegerField(min_value=1, required=False, help_text="For `verify`: the one that was checked.")
    reason = serializers.CharField(max_length=300, required=False, help_text="For `retire`.")
    text = serializers.CharField(max_length=300, required=False, help_text="For `mistake`: what is not right.")


DirectoryPageShape = page_shape(DirectoryEntryShape)

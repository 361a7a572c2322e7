"""The shapes of what is listed: queue, deadlines, register, notices, and the check of all records."""

from rest_framework import serializers

from accounts.api.paging import page_shape
from supervision.api.shapes import DeadlineShape


class AskedShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="consultation: advice; hearing: one's own view, given on its page.")
    what = serializers.CharField()
    url = serializers.CharField(help_text="The page on which it is answered.")
    question = serializers.CharField()
    extract = serializers.CharField(help_text="What happened, without names.")
    language = serializers.CharField()
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField()
    is_open = serializers.BooleanField(help_text="Whether an answer is still wanted.")
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class AllAskedShape(serializers.Serializer):
    results = AskedShape(many=True, help_text="What waits first, the most pressing of it on top.")


class CountShape(serializers.Serializer):
    count = serializers.IntegerField()
    more = serializers.BooleanField(help_text="There are more than are counted.")


class WaitingShape(serializers.Serializer):
    reference = serializers.CharField()
    kind = serializers.CharField()
    event_type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    urgent = serializers.BooleanField()
    due_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField()
    client = serializers.CharField()
    reporter = serializers.CharField()
    language = serializers.CharField()
    safety_concern = serializers.CharField()
    understood = serializers.CharField()
    support_wanted = serializers.CharField()
    assignee = serializers.CharField()
    waiting_on = serializers.CharField(help_text="nobody, supervisor, lead, consultee or reporter.")
    silent_since = serializers.DateTimeField(allow_null=True, help_text="In the view `quiet` only.")
    is_mine = serializers.BooleanField()
    is_asked_of_me = serializers.BooleanField()


class QueueShape(page_shape(WaitingShape)):
    counts = serializers.DictField(
        child=CountShape(), help_text="By view; `here` is what the filters leave of this one."
    )


class OwedShape(DeadlineShape):
    reference = serializers.CharField()
    owner = serializers.CharField()
    is_mine = serializers.BooleanField()


class RegisterRowShape(serializers.Serializer):
    reference = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    kind = serializers.CharField()
    title = serializers.CharField()
    team = serializers.CharField()
    client = serializers.CharField()
    reporter = serializers.CharField(help_text="Always the pseudonym.")
    status = serializers.CharField()
    status_label = serializers.CharField()
    outcome = serializers.CharField()
    outcome_label = serializers.CharField()
    safety_concern = serializers.CharField()


class RegisterShape(page_shape(RegisterRowShape)):
    count = CountShape()


class NoticeShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    text = serializers.CharField()
    why = serializers.CharField(help_text="Why this person is told, as a code.")
    why_text = serializers.CharField()
    reference = serializers.CharField(allow_null=True)
    address = serializers.CharField(help_text="The page that it leads to.")
    at = serializers.DateTimeField()
    is_new = serializers.BooleanField()
    settled_at = serializers.DateTimeField(allow_null=True, help_text="Somebody has dealt with it.")


class ReadShape(serializers.Serializer):
    read = serializers.IntegerField(help_text="How many were new until now.")


class FindingShape(serializers.Serializer):
    where = serializers.CharField()
    what = serializers.CharField()


class VerifiedShape(serializers.Serializer):
    is_sound = serializers.BooleanField()
    events = serializers.IntegerField()
    chains = serializers.IntegerField()
    contents = serializers.IntegerField()
    findings_count = serializers.IntegerField()
    findings = FindingShape(many=True, help_text="The first of them.")

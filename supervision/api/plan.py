"""The plan of one incident by API: the need, goals and steps as this reader may see them. Each act has its own name."""

from functools import partial

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from supervision.api.found import IncidentView
from supervision.plans.lines import assessment, items
from supervision.views.incident import note_opening
from supervision.voices.lines import line
from supervision.voices.standing import voices_of

ITEM = (
    "id", "kind", "label", "text", "language", "area", "who", "is_mine", "due_on", "status", "standing", "result",
    "note", "agreed_at", "ended_at", "waits_for", "before",
)  # fmt: skip
VOICE = (
    "id", "whom", "whom_in_words", "asker", "due_on", "how", "question", "language", "ending", "standing", "words",
    "words_language", "is_withheld", "ended_at",
)  # fmt: skip
ASSESSED = ("need", "contact_type", "note", "expectation", "hope", "by")


class PlanItemShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    label = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    area = serializers.CharField()
    who = serializers.CharField(help_text="Who is responsible; empty for a goal.")
    is_mine = serializers.BooleanField()
    due_on = serializers.DateField(allow_null=True)
    status = serializers.CharField(help_text="proposed, open, blocked, done or dropped.")
    standing = serializers.CharField(help_text="The same in words.")
    result = serializers.CharField(help_text="Of a goal: reached, partly, not_reached, dropped, or empty.")
    note = serializers.CharField()
    agreed_at = serializers.DateTimeField(allow_null=True, help_text="By the reporter; silence is no consent.")
    ended_at = serializers.DateTimeField(allow_null=True)
    waits_for = serializers.CharField(help_text="The place of the referral that comes first.")
    before = serializers.CharField(help_text="The wording whose place it took.")
    reflection = serializers.CharField(help_text="Shared by the reporter; her own until then.")


class AssessmentShape(serializers.Serializer):
    need = serializers.CharField()
    contact_type = serializers.CharField()
    note = serializers.CharField(help_text="Why it is another kind of contact than before.")
    expectation = serializers.CharField()
    hope = serializers.CharField()
    by = serializers.CharField()


class ClientVoiceShape(serializers.Serializer):
    id = serializers.UUIDField()
    whom = serializers.CharField(help_text="client or representative.")
    whom_in_words = serializers.CharField()
    asker = serializers.CharField()
    due_on = serializers.DateField()
    how = serializers.CharField(help_text="Empty for the reporter, unless she is the one who asks; so is the question.")
    question = serializers.CharField()
    language = serializers.CharField()
    ending = serializers.CharField(help_text="said, nothing, not_asked, or empty. That nothing was said means nothing.")
    standing = serializers.CharField(help_text="The same in words.")
    words = serializers.CharField(help_text="Word for word; empty for the reporter where they are kept from her.")
    words_language = serializers.CharField()
    is_withheld = serializers.BooleanField()
    ended_at = serializers.DateTimeField(allow_null=True)


class PlanShape(serializers.Serializer):
    assessment = AssessmentShape(allow_null=True, help_text="For those who answer; null for the reporter.")
    items = PlanItemShape(many=True, help_text="In their order; to the reporter what is hers or for her.")
    client_voice = ClientVoiceShape(many=True, help_text="Whether the client was asked, and what was said.")


class Plan(IncidentView):
    @extend_schema(responses=PlanShape)
    def get(self, request, reference):
        """Goals and steps. `propose`, `confirm`, `decline`, `reword`, `end`, `assess`, `no-support` and `share` change it;
        `ask-client`, `client-said`, `client-wish` and `client-safe` what is asked of the client."""
        reader = self.found(reference)
        note_opening(reader)
        voices = [{name: told[name] for name in VOICE} for told in map(partial(line, reader), voices_of(reader.incident))]
        planned = [_as_item(told) for told in items(reader)]
        return Response({"assessment": _assessed(reader), "items": planned, "client_voice": voices})


def _assessed(reader):
    if reader.is_reporter:
        return None
    told = assessment(reader)
    return {name: told[name] for name in ASSESSED} | {"contact_type": told["contact_type_key"]}


def _as_item(line):
    shared = line["reflection"] if line["reflection"] and line["reflection"]["is_shared"] else None
    return {name: line[name] for name in ITEM} | {"reflection": shared["text"] if shared else ""}

"""What a phone cannot know by itself before it sends: what is missing by the server's rules, and what it noticed."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.faults import ReasonShape
from boundaries import client_names, contact_data, guards, pseudonyms
from boundaries.api.drafts import DraftView
from boundaries.guided import GuidedForm
from boundaries.masks import Masks


class HintShape(serializers.Serializer):
    """Something to look at, never a refusal."""

    kind = serializers.ChoiceField(choices=["contact_data", "own_name", "client_name"])
    text = serializers.CharField(help_text="How the text begins.")
    anchor = serializers.CharField(help_text="The part of the form where it stands.")
    instead = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Pairs: a client's name as it was written, and the code to write.",
    )


class CheckShape(serializers.Serializer):
    missing = ReasonShape(many=True)
    hints = HintShape(many=True)


class Check(DraftView):
    @extend_schema(responses=CheckShape)
    def get(self, request, draft_id):
        """What sending would still need now, and hints about contact data and names in what was written."""
        draft = self.draft(draft_id)
        missing = [{"code": code, "text": guards.reason_text(code, draft)} for code in draft.reasons_against("submit")]
        return Response(CheckShape({"missing": missing, "hints": hints(draft)}).data)


def hints(draft) -> list[dict]:
    guided = GuidedForm(draft)
    own = pseudonyms.masks_of(draft) if draft.behind_pseudonym else Masks()
    clients = client_names.masks_for(draft.reporter, client_names.team_of(draft))
    found = _as("contact_data", contact_data.places(draft, guided.steps, guided.directory))
    found += _as("own_name", contact_data.places_where(own.found, draft, guided.steps))
    return found + _with_codes(draft, guided.steps, clients)


def _as(kind, places):
    return [{"kind": kind, "text": place["text"], "anchor": place["anchor"]} for place in places]


def _with_codes(draft, steps, masks):
    """Each place with the names in it, as they were written, and their codes."""
    pairs = []

    def found(text):
        pairs.append([list(pair) for pair in masks.found(text)])
        return pairs[-1]

    places = _as("client_name", contact_data.places_where(found, draft, steps))
    return [place | {"instead": instead} for place, instead in zip(places, filter(None, pairs), strict=True)]

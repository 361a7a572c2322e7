"""The directory by API: where to turn now, one entry, and what whoever looks after it does."""

from django.core.exceptions import ValidationError as Invalid
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.taking_in import sent_object
from accounts.api.view import DoorstepView
from accounts.plain_text import plain_text
from accounts.roles import Right
from policies.api import directory_shapes as shapes
from policies.api.language import LANGUAGE, asked_language
from policies.directory import acts
from policies.directory.finding import Wanted, found, one_of
from policies.models import DirectoryEntry

WRITE = Access(rights=frozenset({Right.OWN_POLICIES}))
ASKED = [OpenApiParameter(name, OpenApiTypes.STR) for name in ("q", "kind", "area", "open")]


class DirectoryView(DoorstepView):
    """Refusals in words: by field where something is missing, by code where somebody was faster."""

    access = Access(is_filing=True)

    def reason_text(self, code):
        return str(acts.REASONS.get(code, code))

    def entry(self, entry_id) -> DirectoryEntry:
        user = self.request.user
        row = one_of(user.organisation, entry_id, may_edit=user.has_right(Right.OWN_POLICIES))
        if row is None:
            raise Http404
        return row

    def own(self, entry_id) -> DirectoryEntry:
        row = self.entry(entry_id)
        if row.organisation_id is None:
            raise Http404  # built in: nobody here writes it
        return row

    def sent(self, shape, data=None, **options) -> dict:
        form = shape(data=sent_object(self.request) if data is None else data, **options)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def whole(self, entry_id, status=200):
        return Response(whole(self.entry(entry_id)), status=status)

    def handle_exception(self, fault):
        if isinstance(fault, Invalid):
            fault = ValidationError(fault.message_dict)
        return super().handle_exception(fault)


class Directory(DirectoryView):
    access_by_method = {"POST": WRITE}

    @extend_schema(parameters=[LANGUAGE, *ASKED], responses=shapes.DirectoryPageShape)
    def get(self, request):
        """Where to turn: verified entries of the organisation and numbers of its country, open ones first."""
        language = asked_language(request)
        rows = [_row(entry, language) for entry in found(request.user.organisation, Wanted.of(request.GET))]
        return Response(shapes.DirectoryPageShape({"results": rows, "next": None}).data)

    @extend_schema(request=shapes.EntryContentShape, responses={201: shapes.WholeEntryShape})
    def post(self, request):
        """A new one; it is offered once it is verified."""
        values = self.sent(shapes.EntryContentShape)
        return self.whole(acts.enter(request.user.organisation, request.user, values).pk, status=201)


class OneEntry(DirectoryView):
    access_by_method = {"PATCH": WRITE}

    @extend_schema(responses=shapes.WholeEntryShape)
    def get(self, request, entry_id):
        """All of it, in six languages."""
        return self.whole(entry_id)

    @extend_schema(request=shapes.ChangeEntryShape, responses=shapes.WholeEntryShape)
    def patch(self, request, entry_id):
        """Change fields; the revision is the one that was read."""
        row, sent = self.own(entry_id), self.sent(shapes.ChangeEntryShape)
        unknown = set(sent["values"]) - set(acts.CONTENT)
        if unknown:
            raise ValidationError({plain_text(str(name))[:80]: [str(acts.UNKNOWN_FIELD)] for name in unknown})
        values = self.sent(shapes.EntryContentShape, sent["values"], partial=True)
        acts.change(row, request.user, values, revision=sent["revision"])
        return self.whole(entry_id)


class EntryAct(DirectoryView):
    @extend_schema(request=shapes.EntryActShape, responses=shapes.WholeEntryShape)
    def post(self, request, entry_id, name):
        """`verify`, `retire`, or as any reader `mistake`."""
        if name not in ACTS:
            raise Http404
        row, sent = self.own(entry_id), self.sent(shapes.EntryActShape)
        row = ACTS[name](row, request.user, sent)
        return Response(whole(row))


ACTS = {
    "verify": lambda row, by, sent: acts.verify(row, by, revision=sent.get("revision", 0)),
    "retire": lambda row, by, sent: acts.retire(row, by, reason=sent.get("reason", "")),
    "mistake": lambda row, by, sent: acts.report_mistake(row, by, sent.get("text", "")),
}


def whole(row) -> dict:
    more = {"is_own": row.organisation_id is not None, "is_to_check": acts.is_to_check(row)}
    names = ("id", "revision", "active", "verified_on", "review_due_on")
    return shapes.WholeEntryShape(acts.content_of(row) | {name: getattr(row, name) for name in names} | more).data


def _row(entry, language):
    return {
        "id": entry.pk,
        "kind": entry.kind,
        "name": entry.name_in(language),
        "what_for": entry.what_for_in(language),
        "phone": entry.phone,
        "opening_hours": entry.hours_in(language),
        "is_open": entry.standing.is_open,
        "standing": entry.standing.words,
        "address": entry.address,
        "area": entry.area,
        "languages": entry.languages,
        "verified_on": entry.verified_on,
    }

"""Wordings by API: begun, read in from a file, changed place by place, proposed, approved, sent back, withdrawn."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.taking_in import sent_object
from accounts.api.view import DoorstepView
from accounts.roles import Right
from audit.door import perform
from policies.api import wording_shapes as shapes
from policies.editing import exchange, guards, writing
from policies.editing.faults import faults
from policies.models import VersionDraft

WRITE = Access(rights=frozenset({Right.OWN_POLICIES}))
# verb by its name in the address, and what may be sent with it
VERBS = {
    "propose": ("propose", ("take_effect_at",)),
    "approve": ("approve", ("seen",)),
    "send-back": ("send_back", ("reason",)),
    "withdraw": ("withdraw", ()),
}
MOST = 500


class WordingView(DoorstepView):
    """For those who write and those who approve; what is wrong with a document is answered by its place."""

    access = Access(rights=frozenset({Right.OWN_POLICIES, Right.DECIDE}))

    def reason_text(self, code):
        return guards.reason_text(code)

    def found(self, wording_id) -> VersionDraft:
        rows = VersionDraft.objects.filter(organisation=self.request.user.organisation, pk=wording_id)
        row = rows.select_related("author", "organisation", "version").first()
        if row is None:
            raise Http404
        return row

    def sent(self, shape) -> dict:
        sent = shape(data=sent_object(self.request))
        sent.is_valid(raise_exception=True)
        return sent.validated_data

    def whole(self, row, status=200):
        return Response(whole(self.found(row.pk), self.request.user), status=status)

    def handle_exception(self, fault):
        if isinstance(fault, writing.Malformed | exchange.ExchangeError):
            return Response(_refused(fault.faults), status=400)
        if isinstance(fault, writing.EditedElsewhere):
            text = guards.reason_text("edited_elsewhere")
            told = {"code": "edited_elsewhere", "detail": text, "missing": [{"code": "edited_elsewhere", "text": text}]}
            return Response(told | {"current": whole(self.found(fault.current.pk), self.request.user)}, status=409)
        return super().handle_exception(fault)


class Wordings(WordingView):
    access_by_method = {"POST": WRITE}

    @extend_schema(responses=shapes.WordingPageShape)
    def get(self, request):
        """Those that are being written or wait to be approved, the one touched last first."""
        rows = VersionDraft.objects.filter(organisation=request.user.organisation, status__in=writing.OPEN)
        rows = rows.select_related("author", "version").defer("document").order_by("-touched_at", "-pk")[:MOST]
        return Response(shapes.WordingPageShape({"results": [_row(row) for row in rows], "next": None}).data)

    @extend_schema(request=shapes.BeginShape, responses={201: shapes.WholeWordingShape})
    def post(self, request):
        """Begin one: from the version in force, else from the built-in one."""
        sent = self.sent(shapes.BeginShape)
        wanted = {"slug": sent["slug"], "kind": sent["kind"], "event_types": sent.get("event_types", ())}
        return self.whole(writing.begin(request.user.organisation, request.user, **wanted), status=201)


class Import(WordingView):
    access = WRITE

    @extend_schema(request=shapes.ImportShape, responses={201: shapes.WholeWordingShape})
    def post(self, request):
        """Begin one from a file that was written elsewhere: all of it, or nothing and every fault by its place."""
        sent, organisation = self.sent(shapes.ImportShape), request.user.organisation
        document = exchange.load(sent["content"].encode("utf-8", "surrogatepass"), sent["name"], organisation)
        return self.whole(writing.begin_with(organisation, request.user, document), status=201)


class OneWording(WordingView):
    access_by_method = {"PATCH": WRITE, "PUT": WRITE}

    @extend_schema(responses=shapes.WholeWordingShape)
    def get(self, request, wording_id):
        """One with its document, what is missing in it, and what the caller may do."""
        return self.whole(self.found(wording_id))

    @extend_schema(request=shapes.ChangeShape, responses=shapes.WholeWordingShape)
    def patch(self, request, wording_id):
        """Put one value at its place."""
        row, sent = self.found(wording_id), self.sent(shapes.ChangeShape)
        return self.whole(writing.change(row, request.user, **sent))

    @extend_schema(request=shapes.ReplaceShape, responses=shapes.WholeWordingShape)
    def put(self, request, wording_id):
        """All of it anew; its name and kind stay."""
        row, sent = self.found(wording_id), self.sent(shapes.ReplaceShape)
        return self.whole(writing.replace(row, request.user, **sent))


class WordingVerb(WordingView):
    @extend_schema(request=shapes.VerbShape, responses=shapes.WholeWordingShape)
    def post(self, request, wording_id, name):
        """`propose`, `approve`, `send-back` or `withdraw`."""
        row = self.found(wording_id)
        if name not in VERBS:
            raise Http404
        verb, details = VERBS[name]
        sent = self.sent(shapes.VerbShape)
        given = {"reason": ""} if "reason" in details else {}
        given |= {key: sent[key] for key in details if key in sent}
        return self.whole(perform(row, verb, by=request.user, **given))


def whole(row, user) -> dict:
    found = faults(row.document, organisation=row.organisation)
    verbs = row.verbs_for(user).items()
    names = {verb: name for name, (verb, _details) in VERBS.items()}
    acts = [{"name": names[verb], "missing": [_reason(code) for code in codes]} for verb, codes in verbs if verb in names]
    rows = [{"place": fault.place, "code": fault.code, "text": fault.text} for fault in found]
    document = {"document": row.document, "document_digest": row.document_digest}
    return shapes.WholeWordingShape(_row(row) | document | {"faults": rows, "acts": acts}).data


def _row(row) -> dict:
    names = ("slug", "kind", "status", "revision", "started_at", "touched_at", "take_effect_at", "proposed_at", "is_sole")
    more = {"id": row.pk, "author": str(row.author), "sent_back_reason": row.sent_back_reason}
    number = row.version.number if row.version_id else None
    return {name: getattr(row, name) for name in names} | more | {"version": number}


def _reason(code):
    return {"code": code, "text": guards.reason_text(code)}


def _refused(found):
    errors = {}
    for fault in found:
        errors.setdefault(fault.place or "document", []).append(fault.text)
    rows = [{"place": fault.place, "code": fault.code, "text": fault.text} for fault in found]
    return {"code": "invalid", "detail": guards.reason_text("wording_incomplete"), "errors": errors, "faults": rows}

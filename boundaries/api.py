"""The reporter's API under /api/v1/: drafts, their steps, sending. Session sign-in with the page's CSRF key."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status as http
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Access
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from boundaries import answers, guards, sentences
from boundaries import serializers as shapes
from boundaries.choices import Status
from boundaries.forms import ReportForm, StepForm
from boundaries.guided import GuidedForm, offered
from boundaries.sending import send
from boundaries.taking_in import PlainJSONParser, TooLarge, form_data
from boundaries.views.begin import begin, chosen_kind
from boundaries.views.own_draft import incident_address, own_incident
from policies.models import DirectoryEntry

REFUSALS = {400: shapes.FaultsShape, 409: shapes.MissingShape}


class DoorstepView(APIView):
    """An API view that declares who may use it, and refuses with reasons instead of failing."""

    access = Access()
    parser_classes = [PlainJSONParser]

    @classmethod
    def as_view(cls, **options):
        view = super().as_view(**options)
        view.access = cls.access
        return view

    def check_permissions(self, request):
        super().check_permissions(request)
        if not self.access.admits(request.user):
            raise PermissionDenied

    def handle_exception(self, fault):
        if isinstance(fault, NotNow):
            return Response(missing(fault.reasons, self.incident), status=http.HTTP_409_CONFLICT)
        response = super().handle_exception(TooLarge() if isinstance(fault, RequestDataTooBig) else fault)
        if isinstance(fault, ValidationError):
            response.data = {"errors": fault.detail}
        return response


class DraftView(DoorstepView):
    """A view of one's own draft; others' do not exist."""

    access = Access(rights=frozenset({Right.REPORT}))
    incident = None

    def draft(self, draft_id):
        """The draft, locked by its status: what was sent takes no more answers."""
        self.incident = own_incident(self.request.user, pk=draft_id)
        if self.incident.status != Status.DRAFT or self.incident.protocol_version_id is None:
            raise NotNow(["wrong_status"])
        return self.incident


def missing(codes, incident) -> dict:
    return {"missing": [{"code": code, "text": guards.reason_text(code, incident)} for code in codes]}


class Drafts(DraftView):
    @extend_schema(request=shapes.BeginRequest, responses={201: shapes.DraftShape} | REFUSALS)
    def post(self, request):
        """Begin a draft under the client's own id; the same id again finds the same draft."""
        sent = shapes.BeginRequest(data=request.data if isinstance(request.data, dict) else {})
        sent.is_valid(raise_exception=True)
        key = sent.validated_data.get("event_type")
        draft = begin(request.user, sent.validated_data["id"], chosen_kind(key) if key else None)
        return Response(as_draft(own_incident(request.user, pk=draft.pk)), status=http.HTTP_201_CREATED)


class OneDraft(DraftView):
    @extend_schema(responses=shapes.DraftShape)
    def get(self, request, draft_id):
        return Response(as_draft(self.draft(draft_id)))

    @extend_schema(request=dict, responses={200: shapes.SavedShape} | REFUSALS)
    def patch(self, request, draft_id):
        """Save fields of the report; fields that are not sent stay. Valid ones are saved beside a fault."""
        draft = self.draft(draft_id)
        form = ReportForm(form_data(request.data), draft=draft)
        faultless = form.is_valid()
        form.save()
        if not faultless:
            raise ValidationError(form.errors)
        saved = {"client_language": sentences.language_of(draft), "named_count": draft.named.count()}
        return Response(shapes.SavedShape({"saved": True} | saved).data)


class OneStep(DraftView):
    @extend_schema(request=dict, responses={200: shapes.StepSavedShape} | REFUSALS)
    def put(self, request, draft_id, number):
        """Answer one step: `answer`, `note`, and what the kind of step adds."""
        draft = self.draft(draft_id)
        clause = draft.protocol_version.clauses.filter(number=number).exclude(answer_kind="document").first()
        if clause is None:
            raise Http404
        directory = DirectoryEntry.objects.offered_to(draft.organisation)
        form = StepForm(form_data(request.data), draft=draft, clause=clause, entries=offered(clause, directory))
        if not form.is_valid() or not form.is_filled:
            raise ValidationError(form.errors or {"answer": [_("Choose an answer.")]})
        row = form.save()
        return Response({"step": number, "outcome": row.outcome, "revision": row.revision})


class Together(DraftView):
    @extend_schema(request=None, responses={200: shapes.TogetherShape} | REFUSALS)
    def post(self, request, draft_id):
        """ "I did these as described": marks the open ones among steps 1, 3, 6, 10 and 11."""
        rows = answers.confirm_together(self.draft(draft_id))
        return Response({"steps": sorted(row.clause.number for row in rows)})


class Submit(DraftView):
    @extend_schema(request=None, responses={200: shapes.ReceiptShape} | REFUSALS)
    def post(self, request, draft_id):
        """Send it. Asked again, the same receipt comes back."""
        self.incident = own_incident(request.user, pk=draft_id)
        sent = send(self.incident, request.user)
        receipt = {"reference": sent.reference, "status": sent.status, "answer_by": sent.due_at}
        return Response(shapes.ReceiptShape(receipt | {"address": incident_address(sent)}).data)


class Discard(DraftView):
    @extend_schema(request=None, responses={204: None} | REFUSALS)
    def post(self, request, draft_id):
        """Throw the draft away; nothing of it is kept."""
        record(self.draft(draft_id), "discard", by=request.user)
        return Response(status=http.HTTP_204_NO_CONTENT)


def as_draft(draft) -> dict:
    guided = GuidedForm(draft) if draft.protocol_version_id else None
    steps = guided.steps if guided else []
    return {
        "id": str(draft.pk),
        "status": draft.status,
        "event_type": draft.event_type.key if draft.event_type_id else None,
        "protocol": str(draft.protocol_version) if draft.protocol_version_id else "",
        "client": draft.client.code if draft.client_id else None,
        "client_language": sentences.language_of(draft),
        "answers": [_as_answer(step) for step in steps if step.answered],
        "said": {step.number: step.said for step in steps if step.said},
    }


def _as_answer(step):
    row = step.answered
    names = ("outcome", "answer", "note", "data", "confirmed_together", "revision")
    return {"step": step.number} | {name: getattr(row, name) for name in names}


urlpatterns = [
    path("drafts/", Drafts.as_view(), name="api_drafts"),
    path("drafts/<uuid:draft_id>/", OneDraft.as_view(), name="api_draft"),
    path("drafts/<uuid:draft_id>/steps/<int:number>/", OneStep.as_view(), name="api_step"),
    path("drafts/<uuid:draft_id>/together/", Together.as_view(), name="api_together"),
    path("drafts/<uuid:draft_id>/submit/", Submit.as_view(), name="api_submit"),
    path("drafts/<uuid:draft_id>/discard/", Discard.as_view(), name="api_discard"),
]

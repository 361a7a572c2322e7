"""Drafts by API: begun, saved field by field and step by step, sent or discarded."""

from django.db import transaction
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status as http
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts import signing_in
from accounts.access import is_stale
from accounts.api.faults import SignInAgain
from accounts.api.paging import page_of
from accounts.api.place import older_than
from accounts.api.taking_in import form_data, sent_object
from accounts.places import written
from audit.door import record
from audit.errors import NotNow
from boundaries import answers, revisions, sentences, versions
from boundaries.api import bodies, shapes
from boundaries.api.incidents import as_receipt
from boundaries.api.reporting import ReportingView, check_reporter, known_revision, seen_fields
from boundaries.api.whole_form import APART, WholeReportForm
from boundaries.choices import Status
from boundaries.forms import StepForm
from boundaries.guided import GuidedForm, offered
from boundaries.models import Incident
from boundaries.revisions import Differs
from boundaries.sending import send
from boundaries.views.begin import begin, chosen_kind
from boundaries.views.own_draft import own_incident, own_or_filed
from boundaries.words import kind_in_words
from policies.models import DirectoryEntry

PAGE = 50


class DraftView(ReportingView):
    """A view of one's own draft; others' do not exist."""

    def draft(self, draft_id):
        """The draft, locked by its status: what was sent takes no more answers."""
        self.incident = own_incident(self.request.user, pk=draft_id)
        if self.incident.status != Status.DRAFT or self.incident.protocol_version_id is None:
            raise NotNow(["wrong_status"])
        return self.incident


class Drafts(DraftView):
    @extend_schema(responses=shapes.DraftPageShape)
    def get(self, request):
        """One's own drafts, those begun last first."""
        own = Incident.objects.in_hand_of(request.user).filter(status=Status.DRAFT)
        own = own.select_related("client", "event_type", "event_rule")
        if request.auth is None and not signing_in.is_fresh(request.session):
            own = own.filter(on_behalf=None)  # what is written for a colleague is no more of one's own than her report
        rows = own.filter(older_than(request, "started_at")).order_by("-started_at", "-id")[: PAGE + 1]
        found = list(rows)
        cursor = written(found[PAGE - 1].started_at, found[PAGE - 1].pk) if len(found) > PAGE else ""
        return Response(shapes.DraftPageShape(page_of(request, [as_row(draft) for draft in found[:PAGE]], cursor)).data)

    @extend_schema(request=shapes.BeginRequest, responses={201: shapes.DraftShape})
    def post(self, request):
        """Begin a draft under the client's own id; the same id again finds the same draft."""
        sent = shapes.BeginRequest(data=sent_object(request))
        sent.is_valid(raise_exception=True)
        if request.auth is None and is_stale(self.access, request, {"draft_id": sent.validated_data["id"]}):
            raise SignInAgain
        key = sent.validated_data.get("event_type")
        draft = begin(request.user, sent.validated_data["id"], chosen_kind(request.user, key, is_offered=False) if key else None)
        check_reporter(draft, sent.validated_data.get("reporter"))
        version = sent.validated_data.get("version")
        if version and draft.status == Status.DRAFT:
            versions.keep_to(draft, version)
        return Response(as_draft(own_incident(request.user, pk=draft.pk)), status=http.HTTP_201_CREATED)


class OneDraft(DraftView):
    @extend_schema(responses=shapes.DraftShape)
    def get(self, request, draft_id):
        return Response(as_draft(self.draft(draft_id)))

    @extend_schema(request=bodies.REPORT, responses={200: shapes.SavedShape})
    def patch(self, request, draft_id):
        """Save fields of the report; fields that are not sent stay. Valid ones are saved beside a fault.

        With `seen`, a field that was written differently elsewhere meanwhile is not saved but answered as `current`.
        """
        sent = sent_object(request)
        seen = seen_fields(sent)
        form, differing = self._save(draft_id, form_data({name: sent[name] for name in sent if name != "seen"}), seen)
        if differing:
            raise Differs({"fields": differing})
        if form.errors:
            raise ValidationError(form.errors)
        draft = form.draft
        stands = revisions.content_of(WholeReportForm(draft=draft))
        fields = {name: stands[name] for name in stands if name in form.data}
        saved = {"client_language": sentences.language_of(draft), "named_count": draft.named.count()}
        return Response(shapes.SavedShape({"saved": True, "fields": fields} | saved).data)

    @transaction.atomic
    def _save(self, draft_id, sent, seen):
        """The form after saving what may be saved, and what stands where the sender knew something else."""
        draft = self.draft(draft_id)
        differing = {}
        if seen:
            answers.hold_draft(draft)
            stands = WholeReportForm(draft=self.draft(draft_id))
            current = revisions.content_of(stands)
            differing = {name: current[name] for name in revisions.differing(stands, seen, sent)}
            draft, sent = stands.draft, MultiValueDict({name: sent.getlist(name) for name in sent if name not in differing})
        form = WholeReportForm(sent, draft=draft)
        form.is_valid()
        form.save()
        return form, differing


class OneStep(DraftView):
    @extend_schema(request=bodies.STEP, responses={200: shapes.StepSavedShape})
    def put(self, request, draft_id, number):
        """Answer one step: `answer`, `note`, and what the kind of step adds.

        With `based_on`, another answer that was given meanwhile stays and is answered as `current`.
        """
        draft = self.draft(draft_id)
        clause = draft.protocol_version.clauses.filter(number=number).exclude(answer_kind="document").first()
        if clause is None:
            raise Http404
        sent = sent_object(request)
        known = known_revision(sent)
        entries = offered(clause, DirectoryEntry.objects.offered_to(draft.organisation))
        form = StepForm(form_data(sent), draft=draft, clause=clause, entries=entries)
        if not form.is_valid() or not form.is_filled:
            raise ValidationError(form.errors or {"answer": [_("Choose an answer.")]})
        row = revisions.save_step(form, known)
        return Response({"step": number, "outcome": row.outcome, "revision": row.revision})


class Together(DraftView):
    @extend_schema(request=None, responses={200: shapes.TogetherShape})
    def post(self, request, draft_id):
        """ "I did these as described": marks the open ones among steps 1, 3, 6, 10 and 11."""
        rows = answers.confirm_together(self.draft(draft_id))
        return Response({"steps": sorted(row.clause.number for row in rows)})


class Submit(DraftView):
    @extend_schema(request=None, responses={200: shapes.ReceiptShape})
    def post(self, request, draft_id):
        """Send it. Asked again, the same receipt comes back."""
        self.incident = own_or_filed(request.user, pk=draft_id)
        return Response(shapes.ReceiptShape(as_receipt(send(self.incident, request.user), request.user)).data)


class Discard(DraftView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request, draft_id):
        """Throw the draft away; nothing of it is kept."""
        record(self.draft(draft_id), "discard", by=request.user)
        return Response(status=http.HTTP_204_NO_CONTENT)


def as_row(draft) -> dict:
    return {
        "id": draft.pk,
        "kind": draft.kind,
        "event_type": draft.event_type.key if draft.event_type_id else None,
        "words": kind_in_words(draft),
        "client": draft.client.code if draft.client_id else None,
        "started_at": draft.started_at,
    }


def as_draft(draft) -> dict:
    guided = GuidedForm(draft) if draft.protocol_version_id else None
    steps = guided.steps if guided else []
    return {
        "id": str(draft.pk),
        "status": draft.status,
        "event_type": draft.event_type.key if draft.event_type_id else None,
        "protocol": str(draft.protocol_version) if draft.protocol_version_id else "",
        "version": draft.protocol_version_id,
        "language": draft.language,
        "started_at": draft.started_at,
        "client": draft.client.code if draft.client_id else None,
        "client_language": sentences.language_of(draft),
        "behind_pseudonym": draft.behind_pseudonym,
        "fields": revisions.content_of(guided.report) | {name: getattr(draft, name) for name in APART} if guided else {},
        "answers": [_as_answer(step) for step in steps if step.answered],
        "said": {step.number: step.said for step in steps if step.said},
    }


def _as_answer(step):
    row = step.answered
    names = ("outcome", "answer", "note", "data", "confirmed_together", "revision")
    content = revisions.content_of(step.form) if step.form else {}
    return {"step": step.number, "content": content} | {name: getattr(row, name) for name in names}

"""Someone is in danger: numbers to call, and a report sent in three taps with nothing but the safety answer."""

import uuid

from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from boundaries import answers, readers
from boundaries.choices import Status
from boundaries.forms import DangerForm
from boundaries.forms.reach import reach_initial
from boundaries.guided import safety_anchor
from boundaries.models import Incident
from boundaries.models.incident import MAX_TEXT
from boundaries.sending import send
from boundaries.views.begin import begin
from boundaries.views.own_draft import incident_address, own_incident
from policies.loading import protocol_for
from policies.models import Clause, DirectoryEntry


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def danger(request):
    """From anywhere: begins the report that it sends."""
    if request.method != "POST":
        return _page(request, DangerForm(), draft_id=uuid.uuid4())
    try:
        draft_id = uuid.UUID(request.POST.get("draft", ""))
    except ValueError:
        draft_id = uuid.uuid4()
    return _send_from(request, draft_id)


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def danger_in_draft(request, draft_id):
    """From within a report: what was written so far goes with it."""
    draft = own_incident(request.user, pk=draft_id)
    if request.method == "POST":
        return _send_from(request, draft_id)
    if draft.status != Status.DRAFT:
        return redirect(incident_address(draft))
    return _page(request, DangerForm(initial=reach_initial(draft.reach_safely)), draft=draft)


def _send_from(request, draft_id):
    form = DangerForm(request.POST)
    if not form.is_valid():
        return _page(request, form, draft_id=draft_id)
    said = {name: form.cleaned_data[name] for name in ("answer", "danger_for", "what_happened")}
    incident = send_early(request.user, draft_id, **said, reach=form.reach_from)
    return redirect("receipt", incident.reference)


@transaction.atomic
def send_early(user, draft_id, *, answer, danger_for="", what_happened="", reach=str) -> Incident:
    """The safety answer alone sends (HU.7). What was sent already is left as it is. `reach` makes from how the reporter
    could be reached safely how she can be now."""
    draft = begin(user, draft_id, None, in_danger=True)
    if draft.status != Status.DRAFT:
        return draft
    draft.danger_for = danger_for or draft.danger_for
    draft.what_happened = "\n".join(filter(None, [draft.what_happened, what_happened]))[:MAX_TEXT]
    draft.reach_safely = reach(draft.reach_safely)
    draft.save(update_fields=["danger_for", "what_happened", "reach_safely"])
    clause = draft.protocol_version.clauses.get(answer_kind=Clause.Answer.SAFETY)
    answers.save_answer(draft, clause, data={"answer": answer})
    return send(draft, user)


def guided_by(organisation, version_id=None) -> dict:
    """The step that asks about safety in this report, and in one about no kind yet: the phone answers there."""
    general = protocol_for(None, organisation).pk
    version = version_id or general
    names = {"version": version, "safety": safety_anchor(version)}
    return names | {"general_version": general, "general_safety": safety_anchor(general)}


def _page(request, form, draft=None, draft_id=None):
    directory = DirectoryEntry.objects.offered_to(request.user.organisation)
    context = {
        "form": form,
        "draft": draft,
        "draft_id": draft_id,
        **guided_by(request.user.organisation, draft.protocol_version_id if draft else None),
        "readers": readers.of_draft(draft) if draft else readers.before_beginning(request.user),
        "emergency": directory.filter(kind=DirectoryEntry.Kind.EMERGENCY),
        "channels": directory.filter(kind=DirectoryEntry.Kind.CHANNEL),
    }
    return render(request, "boundaries/danger.html", context)

"""What becomes of a wording: proposed, withdrawn, approved or sent back by somebody else, a policy retired; and its file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from policies.editing import exchange, guards
from policies.models import Policy
from policies.views.editing.comparison import compared
from policies.views.editing.finding import wording_of
from policies.views.editing.forms import ProposeForm, ReasonForm
from policies.views.editing.wording import page

CONTENT_TYPES = {"yaml": "application/yaml", "json": "application/json"}


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
def propose(request, wording_id):
    wording = wording_of(request, wording_id)
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return page(request, wording, form, status=400)
    try:
        done = perform(wording, "propose", by=request.user, take_effect_at=form.cleaned_data["take_effect_at"])
    except NotNow as refusal:
        _say(request, refusal)
        return redirect("wording", wording.pk)
    if done.is_sole:
        messages.success(request, _("Proposed. Nobody else can approve it here: it takes effect after 24 hours."))
    else:
        messages.success(request, _("Proposed. Somebody else has to approve it."))
    return redirect("wording", wording.pk)


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def withdraw(request, wording_id):
    wording = wording_of(request, wording_id)
    if request.method != "POST":
        return render(request, "policies/editing/withdraw.html", {"wording": wording})
    try:
        perform(wording, "withdraw", by=request.user)
    except NotNow as refusal:
        _say(request, refusal)
        return redirect("wording", wording.pk)
    messages.success(request, _("Withdrawn. What is in force stays in force."))
    return redirect("policy_editor")


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def decide(request, wording_id):
    """Approve what was read here, or send it back with a reason."""
    wording = wording_of(request, wording_id)
    if request.method != "POST":
        return _decision(request, wording, ReasonForm())
    if request.POST.get("seen") != wording.document_digest:
        messages.warning(request, guards.reason_text("wording_changed"))
        return redirect("wording_decide", wording.pk)
    is_approval = request.POST.get("decision") == "approve"
    form = ReasonForm(request.POST)
    if not is_approval and not form.is_valid():
        return _decision(request, wording, form, status=400)
    return _decided(request, wording, "approve" if is_approval else "send_back", form)


def _decided(request, wording, verb, form):
    seen = {"seen": request.POST["seen"]}
    details = {"reason": form.cleaned_data["reason"]} if verb == "send_back" else seen
    try:
        done = perform(wording, verb, by=request.user, **details)
    except NotPermitted:
        raise PermissionDenied from None
    except NotNow as refusal:
        _say(request, refusal)
        return redirect("wording", wording.pk)
    if verb == "send_back":
        messages.success(request, _("Sent back to whoever wrote it, with your reason."))
    else:
        messages.success(request, _("Approved: version %(number)s.") % {"number": done.version.number})
    return redirect("policy_editor")


def _decision(request, wording, form, status=200):
    context = compared(request, wording) | {"form": form, "may_decide": "approve" in wording.verbs_for(request.user)}
    return render(request, "policies/editing/decide.html", context, status=status)


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def retire(request, policy_id):
    """Ends an own policy; where there is a built-in one, that one holds again."""
    policy = get_object_or_404(Policy, organisation=request.user.organisation, pk=policy_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            record(policy.organisation, "retire_policy", by=request.user, policy=policy.pk, reason=form.cleaned_data["reason"])
        except NotNow as refusal:
            _say(request, refusal)
            return redirect("policy_editor")
        messages.success(request, _("Retired. Drafts already begun keep the wording they have."))
        return redirect("policy_editor")
    version = policy.versions.order_by("-number").first()
    context = {"policy": policy, "version": version, "form": form, "has_builtin": policy.kind == Policy.Kind.PROTOCOL}
    return render(request, "policies/editing/retire.html", context)


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_safe
def export(request, wording_id, file_form):
    """The whole wording as one file, as it is imported."""
    wording = wording_of(request, wording_id)
    if file_form not in CONTENT_TYPES:
        raise Http404
    response = HttpResponse(exchange.dump(wording.document, file_form), content_type=f"{CONTENT_TYPES[file_form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{wording.slug}.{file_form}"'
    response.response_class = "file"
    return response


def _say(request, refusal):
    for code in refusal.reasons:
        messages.warning(request, guards.reason_text(code))

"""The guided form of a draft, one page for all of it; and throwing a draft away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.plain_text import plain_text
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from boundaries import answers, readers
from boundaries.guided import GuidedForm, first_anchor, resume_at
from boundaries.sending import send
from boundaries.views.own_draft import with_own_draft
from policies.models import Clause


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own_draft
def draft(request, draft):
    if draft.kind == "question":
        return redirect("new_question")
    if request.method != "POST":
        return _page(request, draft, GuidedForm(draft))
    try:
        guided = GuidedForm(draft, request.POST)
        faultless, where = guided.save(), request.POST.get("go", "")
    except NotNow:
        return redirect("draft", draft.pk)
    # In danger nothing that is written badly stands in the way
    if faultless or where == "send":
        return _go(request, draft, where)
    return _page(request, draft, guided)


def _page(request, draft, guided):
    context = {"draft": draft, "guided": guided, "report": guided.report, "resume_at": resume_at(draft)}
    context |= {"readers": readers.of_draft(draft), "outside": readers.outside(draft.organisation)}
    return render(request, "boundaries/draft.html", context)


def _go(request, draft, where):
    """Where the pressed button leads, after everything was saved."""
    address = reverse("draft", args=[draft.pk])
    if where == "check":
        return redirect("check", draft.pk)
    if where == "attach":
        return redirect("draft_attachments", draft.pk)
    if where == "refer":
        return redirect("draft_referrals", draft.pk)
    if where == "not_present":
        return redirect(address + _not_present(request, draft))
    if where == "present":
        answers.present_after_all(draft)
        return redirect(f"{address}#{first_anchor(draft.protocol_version_id)}")
    if where == "send":
        return _send_early(request, draft)
    messages.success(request, _("Saved. You can go on whenever it suits you."))
    return redirect(f"{address}#{resume_at(draft)}")


def _not_present(request, draft):
    reason = plain_text(request.POST.get("absence", "")).strip()[:200]
    if not reason:
        messages.warning(request, _("Say in one line why you were not in that conversation."))
        return "#basics"
    answers.not_present(draft, reason)
    return "#" + first_anchor(draft.protocol_version_id, Clause.Moment.WITH_ORGANISATION)


def _send_early(request, draft):
    """Danger: sent as it is, the rest can be added later."""
    try:
        sent = send(draft, request.user)
    except NotNow:
        return redirect("check", draft.pk)
    return redirect("receipt", sent.reference)


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_own_draft
def discard(request, draft):
    if request.method != "POST":
        return render(request, "boundaries/discard.html", {"draft": draft})
    record(draft, "discard", by=request.user)
    messages.success(request, _("The draft is gone. Nothing of it was kept."))
    return redirect("/")

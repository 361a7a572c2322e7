"""Asking for guidance before acting: what the protocols say, then one text that is sent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow
from boundaries import drafts, guards, readers
from boundaries.choices import Kind, Status
from boundaries.forms import QuestionForm
from boundaries.guidance import matching_clauses
from boundaries.sending import send
from boundaries.views.own_draft import incident_address


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def new_question(request):
    """First what the protocols say about it; the same text is sent with the second button."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "boundaries/question.html", {"form": form} | _readers(request))
    question = form.cleaned_data["question"]
    if request.POST.get("go") != "send":
        context = {"form": form, "looked_up": True, "clauses": matching_clauses(question)} | _readers(request)
        return render(request, "boundaries/question.html", context)
    try:
        return _send(request, form)
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0]))
        return render(request, "boundaries/question.html", {"form": form} | _readers(request))


def _readers(request):
    return {"readers": readers.before_beginning(request.user)}


def _send(request, form):
    draft = drafts.begin(request.user, form.cleaned_data["draft"], kind=Kind.QUESTION)
    if draft.status != Status.DRAFT:
        return redirect(incident_address(draft))
    if draft.kind != Kind.QUESTION:
        raise Http404
    form.write(draft)
    return redirect("receipt", send(draft, request.user).reference)

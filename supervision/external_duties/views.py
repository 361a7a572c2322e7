"""The page of what may be due to somebody outside: what it is, what was decided, and the form for the next decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from supervision.doing import Deed
from supervision.external_duties import standing
from supervision.external_duties.forms import DecisionForm
from supervision.views.found import with_incident
from supervision.views.verbs import not_now


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_incident
def duties(request, reader):
    """May she, does the moment allow it, is it filled in: in this order."""
    asked = Deed("duties", DecisionForm, is_verb=False)
    if not asked.may(reader):
        raise PermissionDenied
    form = asked.form(reader, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        form.initial["duty"] = request.GET.get("duty", "")[:60]
        return _page(request, reader, form)
    try:
        asked.refuse(reader)
        if not asked.is_done(reader, form):
            return _page(request, reader, form)
    except NotNow as refusal:
        return not_now(request, reader, refusal.reasons, unsent=form.written())
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, form.done)
    return redirect("external_duties", reader.incident.reference)


def _page(request, reader, form):
    context = {"reader": reader, "incident": reader.incident, "form": form, "duties": standing.duties(reader)}
    return render(request, "supervision/external_duties.html", context | standing.about_the_list())

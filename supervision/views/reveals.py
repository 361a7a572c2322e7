"""Names that somebody asks to have opened: the list for those who decide, and the decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries import guards
from boundaries.words import kind_in_words
from supervision.identities.deciding import waiting_for as identities_waiting_for
from supervision.moments import Clock
from supervision.reveals.deciding import at_once, waiting_for
from supervision.reveals.forms import DecisionForm

ACTS = {"open": "open_name", "refuse": "refuse_name"}
DONE = {
    "open": _("The name is open to whoever asked. The reporter has been told."),
    "refuse": _("Refused. Whoever asked and the reporter have been told."),
}


@open_to(Right.DECIDE)
@require_safe
def reveals(request):
    clock = Clock(request.user.organisation)
    rows = [_row(row, request.user, clock) for row in waiting_for(request.user)]
    of_auditors = [_row(row, request.user, clock) for row in identities_waiting_for(request.user)]
    return render(request, "supervision/reveals.html", {"rows": rows, "of_auditors": of_auditors})


@open_to(Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def reveal(request, reveal_id):
    """GET shows the reason, POST opens the name to whoever asked, or refuses."""
    return decision(request, waiting_for(request.user), reveal_id, "supervision/reveal.html", ACTS, DONE)


def decision(request, waiting, key, template, acts, done):
    """The page that decides about the one of `waiting` that has this key; names of reporters and for auditors alike."""
    found = next((row for row in waiting if row.pk == key), None)
    if found is None:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_decided(request, found, form, acts, done):
        return redirect("reveals")
    row = _row(found, request.user, Clock(request.user.organisation))
    return render(request, template, {"row": row, "form": form})


def _is_decided(request, found, form, acts, done) -> bool:
    """`acts` and `done` by what was chosen: the act of the one door, and what is said after it."""
    go, reason = form.cleaned_data["go"], form.cleaned_data["reason"]
    try:
        record(found.incident, acts[go], by=request.user, reveal=found.pk, **({"reason": reason} if go == "refuse" else {}))
    except ValidationError as fault:
        form.add_error("reason", fault.messages)
        return False
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0], found.incident))
        return True
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, done[go])
    return True


def _row(row, user, clock):
    return {
        "id": row.pk,
        "reference": row.incident.reference,
        "kind": kind_in_words(row.incident),
        "who": row.asked_by.short_name,
        "auditor": str(getattr(row, "auditor", "")),
        "when": clock.short(row.asked_at),
        "reason": row.reason,
        "lang": row.asked_by.language if row.asked_by.language != user.language else "",
        "at_once": at_once(row, user),
        "is_safety": row.incident.safety_concern == "yes",
    }

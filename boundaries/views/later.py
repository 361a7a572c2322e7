"""Steps that an early report left open: answered once, dated, never changed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from boundaries import citing, guards
from boundaries.forms import StepForm
from boundaries.guided import offered
from boundaries.views.receipt import own_sent, unanswered
from policies.models import DirectoryEntry


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def answer_later(request, reference):
    """One form per open step; every filled one is recorded."""
    incident = own_sent(request.user, reference)
    if not unanswered(incident) and request.method != "POST":
        raise Http404
    forms = _forms(incident, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(form.is_valid() for form in forms if form.has_changed()):
        return _record(request, incident, [form for form in forms if form.has_changed() and form.is_filled])
    return render(request, "boundaries/later.html", {"incident": incident, "forms": forms})


def _forms(incident, data):
    directory = list(DirectoryEntry.objects.offered_to(incident.organisation))
    return [
        StepForm(
            data, draft=incident, clause=clause, entries=offered(clause, directory),
            norms=citing.offered_where(clause, incident), prefix=f"step-{clause.number}",
        )
        for clause in unanswered(incident)
    ]


def _record(request, incident, forms):
    try:
        for form in forms:
            record(incident, "answer_later", by=request.user, clause=form.clause, **form.as_answer())
        messages.success(request, _("Added to your report, with today’s date."))
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0], incident))
    return redirect("receipt", incident.reference)

"""The page of one verb or act: its form, what it answers to, and a kind word when it cannot be done now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from audit.door import declared_acts, perform, record
from audit.errors import NotNow, NotPermitted
from boundaries import guards
from boundaries.models import Incident
from supervision.buttons import reasons
from supervision.forms import ACTS, VERBS
from supervision.forms.answering import TEXTS, AnswerForm
from supervision.reader import find
from supervision.said import key_answers, passages, quotations
from supervision.timeline import entries, events_of, people_of
from supervision.views.found import with_incident

LAST = 3
# who was first, when two people act on the same record
FIRST = {
    "incident_withdrawn": gettext_lazy("%(who)s withdrew this, %(when)s."),
    "incident_acknowledged": gettext_lazy("%(who)s answered this, %(when)s."),
    "incident_escalated": gettext_lazy("%(who)s escalated this, %(when)s."),
    "incident_decided": gettext_lazy("%(who)s decided this, %(when)s."),
    "incident_resolved": gettext_lazy("%(who)s recorded the result, %(when)s."),
    "incident_reopened": gettext_lazy("%(who)s reopened this, %(when)s."),
    "incident_closed": gettext_lazy("%(who)s closed this, %(when)s."),
}


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@with_incident
def act(request, reader, name):
    """GET shows the form, POST does it; what this person may never do is refused before any reason is told."""
    form_class, do = _what(name)
    if not _may(reader, form_class):
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("insert") in TEXTS and issubclass(form_class, AnswerForm):
        form = form_class(request.POST, incident=reader.incident, by=request.user).with_text(request.POST["insert"])
        return _page(request, reader, name, form)
    if request.method == "POST":
        return _done(request, reader, name, form_class(request.POST, incident=reader.incident, by=request.user), do)
    codes = _reasons(reader, form_class)
    if codes:
        return not_now(request, reader, codes)
    return _page(request, reader, name, form_class(incident=reader.incident, by=request.user))


def _what(name):
    if name in VERBS:
        return VERBS[name], perform
    if name in ACTS:
        return ACTS[name], record
    raise Http404


def _may(reader, form):
    if form.name in VERBS:
        return reader.incident.may(form.name, reader.user)
    return declared_acts()[Incident, form.name].may(reader.incident, reader.user)


def _reasons(reader, form):
    if form.name in VERBS:
        return reader.incident.reasons_against(form.name)
    return declared_acts()[Incident, form.name].reasons(reader.incident)


def _done(request, reader, name, form, do):
    codes = _reasons(reader, form)
    if codes:
        return not_now(request, reader, codes)
    if form.is_valid():
        try:
            do(reader.incident, form.name, by=request.user, **form.details())
        except ValidationError as fault:
            form.take(fault)
        except NotNow as refusal:
            return not_now(request, reader, refusal.reasons)
        except NotPermitted:
            raise PermissionDenied
        else:
            messages.success(request, form.done)
            still_there = find(request.user, reader.incident.reference)
            return redirect("incident", reader.incident.reference) if still_there else redirect("home")
    return _page(request, reader, name, form)


def _page(request, reader, name, form):
    story = [entry for entry in entries(reader, events_of(reader.incident))[1:] if not entry.is_system]
    context = {
        "reader": reader,
        "incident": reader.incident,
        "form": form,
        "name": name,
        "story": story[-LAST:],
        "quotations": quotations(reader),
        "passages": passages(reader),
        "key_answers": key_answers(reader) if reader.answers else [],
        "texts": TEXTS if isinstance(form, AnswerForm) else {},
        "asked": reader.incident.escalated_reason if name == "decide" else "",
        "asked_by": reader.name(reader.incident.escalated_by),
        "shows_way": reader.answers and reader.incident.reach_safely,
    }
    return render(request, "supervision/act.html", context)


def not_now(request, reader, codes):
    """409: what is missing, or who was first, and where to go on."""
    incident = find(request.user, reader.incident.reference) or reader.incident
    reader = type(reader)(incident, request.user)
    first = _first(reader) if "wrong_status" in codes else ""
    moved_on = codes == ["wrong_status"]
    context = {
        "reader": reader,
        "incident": incident,
        "first": first,
        "sentence": guards.reason_text("wrong_status") if moved_on and not first else "",
        "missing": [] if moved_on else reasons(reader, codes),
    }
    return render(request, "supervision/not_now.html", context, status=409)


def _first(reader):
    turns = [event for event in events_of(reader.incident) if event.act in FIRST]
    if not turns:
        return ""
    who = people_of(turns[-1:]).get(turns[-1].actor_id)
    name = reader.name(who) if who else _("The system")
    return FIRST[turns[-1].act] % {"who": name, "when": reader.clock.short(turns[-1].at)}

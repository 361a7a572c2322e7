"""The page of one verb or act: its form, what it answers to, and a kind word when it cannot be done now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from audit.errors import NotNow, NotPermitted, UnknownVerb
from boundaries import guards
from supervision.buttons import reasons
from supervision.doing import deed, who_was_first
from supervision.forms.answering import TEXTS, AnswerForm
from supervision.guided import page as guided
from supervision.links import earlier_answers
from supervision.observations.standing import waits_for
from supervision.reader import find
from supervision.referrals.saying import places
from supervision.reveals.looking import note_name
from supervision.said import key_answers, passages, quotations
from supervision.similar.lines import likes
from supervision.timeline import entries, events_of
from supervision.views import composing, naming
from supervision.views.found import with_incident

LAST = 3


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_incident
def act(request, reader, name):
    """GET shows the form, POST does it; what this person may never do is refused before any reason is told."""
    try:
        asked = deed(name)
    except UnknownVerb:
        raise Http404
    if not asked.may(reader):
        raise PermissionDenied
    if request.method != "POST":
        codes = [] if name in guided.VERBS else asked.reasons(reader)
        form = composing.begun(request, reader, asked)
        return not_now(request, reader, codes, unsent=form.begun()) if codes else _page(request, reader, name, form)
    form = asked.form(reader, request.POST)
    if composing.keeps(request, form):
        return composing.keep(request, reader, form)
    if other := composing.instead(request, reader, form) or naming.replaced(request, form):
        return _page(request, reader, name, other)
    if to_read := composing.hints_to_read(request, reader, form):
        return _page(request, reader, name, form, to_read=to_read)
    if names := form.is_valid() and naming.to_read(request, form):
        return _page(request, reader, name, form, names=names)
    return _done(request, reader, asked, form)


def _done(request, reader, asked, form):
    try:
        asked.refuse(reader)
        if not asked.is_done(reader, form):
            return _page(request, reader, asked.name, form)
    except NotNow as refusal:
        return _refused(request, reader, asked, form, refusal.reasons)
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, form.done)
    if form.name == "agree" and waits_for(reader.incident, request.user):
        return redirect("act", reader.incident.reference, "how-was-it")
    if reader.led_to is not None:
        return redirect("receipt", reader.led_to.reference)
    if request.POST.get("back") == "quiet":
        return redirect(f"{reverse('queue')}?view=quiet")
    still_there = find(request.user, reader.incident.reference)
    if still_there is None:
        return redirect("home")
    return redirect(reverse("incident", args=[still_there.reference]) + (f"#{form.place}" if form.place else ""))


def _refused(request, reader, asked, form, codes):
    """A guided page says it in its list and keeps what was typed; where the record has moved on, nothing can be sent."""
    if asked.name not in guided.VERBS or codes == guided.MOVED_ON:
        return not_now(request, reader, codes, unsent=form.written())
    form.is_valid()  # so that what was typed is shown again
    return _page(request, reader, asked.name, form, refused=codes)


def _page(request, reader, name, form, *, to_read=(), names=(), refused=()):
    note_name(reader)
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
        "to_read": to_read,
        "names": names,
        "hints": composing.hints_beside(request, reader, form),
        "earlier_answers": earlier_answers(reader) if isinstance(form, AnswerForm) else [],
        "likes": likes(reader) if isinstance(form, AnswerForm) else [],
        "texts": TEXTS if isinstance(form, AnswerForm) else {},
        "places": places(reader.incident) if isinstance(form, AnswerForm) else {},
        "library": composing.library_beside(reader, form),
        "asked": reader.text(reader.incident.escalated_reason) if name == "decide" else "",
        "asked_by": reader.name(reader.incident.escalated_by),
        "shows_way": reader.reach if reader.answers else "",
        "waits_here": waits_here(reader, name),
    }
    context |= guided.of_page(reader, name, form, refused)
    return render(request, form.template, context, status=409 if refused else 200)


# what a reporter writes may wait on her phone: the address of the API that it then goes to
WAITS_HERE = {"write": "messages", "add": "addenda"}


def waits_here(reader, name) -> str:
    return f"incidents/{reader.incident.reference}/{WAITS_HERE[name]}/" if reader.is_reporter and name in WAITS_HERE else ""


def not_now(request, reader, codes, unsent=()):
    """409: what is missing, or who was first, and where to go on; what was written (texts) is shown, to be kept."""
    incident = find(request.user, reader.incident.reference) or reader.incident
    reader = type(reader)(incident, request.user)
    first = who_was_first(reader) if "wrong_status" in codes else ""
    moved_on = codes == ["wrong_status"]
    context = {
        "reader": reader,
        "incident": incident,
        "first": first,
        "sentence": guards.reason_text("wrong_status") if moved_on and not first else "",
        "missing": [] if moved_on else reasons(reader, codes),
        "unsent": unsent,
    }
    return render(request, "supervision/not_now.html", context, status=409)

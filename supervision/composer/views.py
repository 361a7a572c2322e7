"""The composer's page: preparing a full answer, keeping it as a draft, seeing it as the reporter will, and sending it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from boundaries.choices import Status
from policies.builtin import content, in_language
from supervision import hints, library_uses, reply_drafts
from supervision.buttons import is_possible
from supervision.composer import earlier, phases
from supervision.composer.deeds import composing
from supervision.composer.forms import PARTS
from supervision.composer.parts import letter
from supervision.composer.sending import faults
from supervision.consultations.lines import consultations
from supervision.contact_types.effects import effects_of
from supervision.links import earlier_answers
from supervision.models import Message
from supervision.referrals.saying import places, sentence
from supervision.reveals.looking import note_name
from supervision.said import key_answers, passages, quotations
from supervision.sessions import in_timeline as sessions
from supervision.similar.lines import likes
from supervision.views import naming
from supervision.views.found import with_incident
from supervision.views.verbs import not_now
from supervision.voices.lines import card as voice


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_incident
def compose(request, reader):
    """In the order in which every act is refused: may she, does the moment allow it, is it filled in."""
    asked = composing(reader)
    if not asked.may(reader):
        raise PermissionDenied
    if request.method != "POST":
        form = _begun(reader, asked)
        codes = asked.reasons(reader)
        return not_now(request, reader, codes, unsent=form.begun()) if codes else _page(request, reader, form)
    form = asked.form(reader, request.POST)
    if "keep" in request.POST:
        return _kept(request, reader, form)
    if other := _instead(request, reader, form):
        return _page(request, reader, other, shows_letter="preview" in request.POST)
    if form.is_valid():
        to_read = [] if _has_read(request, reader) else _hints(reader, form)
        names = naming.to_read(request, form)
        if to_read or names:
            return _page(request, reader, form, to_read=to_read, names=names)
    return _sent(request, reader, asked, form)


@open_to(Right.ANSWER)
@require_POST
@with_incident
def keep(request, reader):
    """What a script keeps while somebody writes: 204, nothing shown, nothing sent."""
    asked = composing(reader)
    if not asked.may(reader):
        raise PermissionDenied
    if not asked.reasons(reader):
        reply_drafts.keep_prepared(reader.incident, reader.user, asked.form(reader, request.POST).kept())
    return HttpResponse(status=204)


def _begun(reader, asked):
    form = asked.form(reader)
    draft = reply_drafts.kept(reader.incident, reader.user)
    if draft:
        form.go_on_with(draft.prepared)
        if draft.body and not draft.prepared:
            form.go_on_with({"explanation": draft.body})
    return form


def _kept(request, reader, form):
    reply_drafts.keep_prepared(reader.incident, reader.user, form.kept())
    messages.success(request, _("Kept as a draft. Only you see it."))
    return redirect("incident", reader.incident.reference)


def _instead(request, reader, form):
    """The form again where something else than sending was pressed; else None."""
    pressed = request.POST.get("insert")
    if pressed == "summary":
        return form.with_summary()
    if pressed:
        return form.with_items([pressed, *request.POST.getlist("pick")])
    if "place" in request.POST:
        return form.with_words(sentence(reader.incident, request.POST["place"]))
    if "dismiss" in request.POST:
        hints.dismiss(request.session, reader.incident)
        return form.again()
    if "preview" in request.POST or "look" in request.POST:
        return form.again()
    return naming.replaced(request, form)


def _has_read(request, reader):
    """Only a page that shows hints is held up by them, and once."""
    if "hints" not in request.POST:
        return True
    if "anyway" in request.POST:
        hints.dismiss(request.session, reader.incident)
    return hints.are_dismissed(request.session, reader.incident)


def _hints(reader, form):
    """What is only advice comes after what is missing."""
    if faults(reader.incident, form.cleaned_data):
        return []
    body = letter({name: form.cleaned_data.get(name) or "" for name in PARTS})
    asked = {"by": reader.user, "language": form.cleaned_data["language"], "contact_type": form.cleaned_data["contact_type"]}
    return hints.before_sending(reader.incident, Message.Kind.REPLY, body, **asked)


def _sent(request, reader, asked, form):
    try:
        asked.refuse(reader)
        if not asked.is_done(reader, form):
            return _page(request, reader, form)
    except NotNow as refusal:
        return not_now(request, reader, refusal.reasons, unsent=form.written())
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, form.done)
    return redirect("incident", reader.incident.reference)


def _page(request, reader, form, *, to_read=(), names=(), shows_letter=False):
    note_name(reader)
    typed = form.typed()
    row = reader.incident
    context = {
        "reader": reader,
        "incident": row,
        "form": form,
        "rail": phases.rail(row, typed),
        "contacts": earlier.contacts(reader),
        "earlier_answers": earlier_answers(reader, typed["contact_type"] or ""),
        "effects": effects_of(typed["contact_type"]),
        "session_address": sessions.address(reader),
        "likes": likes(reader),
        "voice": voice(reader),
        "consulted": consultations(reader),
        "may_consult": is_possible("consult", reader),
        "may_escalate": row.may("escalate", reader.user) and not row.reasons_against("escalate"),
        "asked_already": phases.consulted(row),
        "may_waive": phases.may_waive(row, typed["contact_type"]),
        "ask_back": "acknowledge" if row.status == Status.SUBMITTED else "answer",
        "limits": [in_language(limit) for limit in content()["limits"]],
        "letter": letter({name: typed[name] or "" for name in PARTS}) if shows_letter else "",
        "quotations": quotations(reader),
        "passages": passages(reader),
        "key_answers": key_answers(reader),
        "library": library_uses.offered(row, reader.user, contact_type=typed["contact_type"] or ""),
        "places": places(row),
        "to_read": to_read,
        "names": names,
        "shows_way": reader.reach,
    }
    return render(request, "supervision/compose.html", context)

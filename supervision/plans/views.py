"""The plan as a page: the reporter confirms, words anew or puts aside, on her phone and without scripts; her reflections."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from audit.errors import NotNow
from boundaries import guards
from supervision.notices import mark_read
from supervision.plans import lines, reflecting, standing
from supervision.plans.forms import ReflectionForm
from supervision.reveals.looking import note_name
from supervision.views.found import with_incident
from supervision.views.incident import note_opening
from supervision.voices.lines import card as voice


@open_to()
@require_safe
@with_incident
def plan(request, reader):
    """Whoever sees the record; each part with what this person may do with it."""
    note_opening(reader)
    mark_read(request.user, reader.incident)
    context = {"reader": reader, "incident": reader.incident, "whole": True, "voice": voice(reader)} | lines.of_page(reader)
    return render(request, "supervision/plan.html", context)


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_incident
def reflection(request, reader, plan_item_id):
    """Her own page; for anybody else there is none until she has shared it."""
    found = reflecting.find(reader, plan_item_id)
    if found is None:
        raise Http404
    item, row = found
    is_author = item.responsible_id == request.user.pk
    if request.method == "POST" and not is_author:
        raise Http404
    form = _form(request, row)
    if request.method == "POST":
        if "throw_away" in request.POST:
            reflecting.throw_away(item, request.user)
            messages.success(request, _("Thrown away."))
            return redirect("plan", reader.incident.reference)
        if form.is_valid() and _is_kept(request, item, form):
            return redirect("reflection", reader.incident.reference, item.pk)
    note_name(reader)
    return _page(request, reader, item, row, form, is_author=is_author)


def _form(request, row) -> forms.Form:
    if request.method == "POST":
        return ReflectionForm(request.POST)
    begun = {"text": row.text, "language": row.language} if row else {"language": request.user.language}
    return ReflectionForm(initial=begun)


def _is_kept(request, item, form) -> bool:
    try:
        reflecting.keep(item, request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error("text", fault.message_dict["text"])
        return False
    except NotNow as refusal:
        messages.info(request, guards.reason_text(refusal.reasons[0]))
        return True
    messages.success(request, _("Kept. Only you can read it."))
    return True


def _page(request, reader, item, row, form, *, is_author):
    shared = row is not None and row.shared_at is not None
    context = {
        "reader": reader,
        "incident": reader.incident,
        "item": item,
        "text": reader.text(item.text),
        "lang": reader.lang(item.language),
        "kept": {"text": reader.text(row.text), "lang": reader.lang(row.language)} if row else None,
        "shared": reader.clock.full(row.shared_at) if shared else "",
        "form": form,
        "may_write": is_author and not shared and reader.incident.status in standing.ENDED_IN,
    }
    return render(request, "supervision/reflection.html", context)

"""Cards of skills to read, each with a place for one's own reflection: private until it is shared by a tap."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from audit.errors import NotNow
from supervision.moments import Clock
from supervision.sessions import reach, reflections
from supervision.sessions.reflection_form import ReflectionForm, ShareForm
from supervision.sessions.words import reason_text
from supervision.views.sessions import WORKS


@open_to(*WORKS)
@require_safe
def skills(request):
    mine = set(reach.reflections_of(request.user).values_list("skill__key", flat=True))
    cards = [
        {"item": item, "text": item.text(), "has_own": item.key in mine} for item in reflections.skills(request.user)
    ]
    return render(request, "supervision/skills.html", {"cards": cards})


@open_to(*WORKS)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def skill(request, skill_key):
    """The card; POST writes a reflection that nobody else sees."""
    item = reflections.skill(request.user, skill_key)
    if item is None:
        raise Http404
    form = ReflectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reflections.write(request.user, item, **form.cleaned_data)
        messages.success(request, _("Written down. Only you see it."))
        return redirect("skill", skill_key)
    clock = Clock(request.user.organisation)
    notes = reach.reflections_of(request.user).filter(skill__key=skill_key).order_by("-written_at", "-pk")
    sessions = list(reflections.open_sessions(request.user))
    context = {
        "item": item,
        "text": item.text(),
        "form": form,
        "notes": [{"note": note, "when": clock.short(note.written_at)} for note in notes],
        "sessions": [{"pk": row.pk, "words": reflections.in_line(row, request.user, clock)} for row in sessions],
    }
    return render(request, "supervision/skill.html", context)


@open_to(*WORKS)
@require_POST
@done_once
def reflection(request, reflection_id, name):
    """share, take-back or throw-away; only one's own is there."""
    note = reach.reflections_of(request.user).filter(pk=reflection_id).first()
    if note is None or name not in _DOES:
        raise Http404
    try:
        _DOES[name](request, note)
    except NotNow as refusal:
        messages.warning(request, " ".join(reason_text(code) for code in refusal.reasons))
    return redirect("skill", note.skill.key)


def _share(request, note):
    form = ShareForm(request.POST, sessions=reflections.open_sessions(request.user))
    if not form.is_valid():
        messages.warning(request, _("Choose a session that is still open."))
        return
    reflections.share(note, form.cleaned_data["session"], request.user)
    messages.success(
        request, _("Shared with everybody in that session. You can take it back until it was spoken about.")
    )


def _take_back(request, note):
    reflections.take_back(note, request.user)
    messages.success(request, _("It is yours alone again."))


def _throw_away(request, note):
    reflections.throw_away(note)
    messages.success(request, _("Thrown away."))


_DOES = {"share": _share, "take-back": _take_back, "throw-away": _throw_away}

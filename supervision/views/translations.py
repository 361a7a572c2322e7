"""Translating: what waits for my words, one text at a time beside its original, and the engine's switch."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from boundaries.words import kind_in_words
from supervision.doing import deed
from supervision.exports.words import language_name
from supervision.moments import Clock
from supervision.reader import find
from supervision.translating import engine
from supervision.translating.forms import EngineForm
from supervision.translating.lacking import lacking
from supervision.translating.tasks import tasks_of
from supervision.translating.texts import texts_of
from supervision.views.found import with_incident
from supervision.views.verbs import not_now

SWITCHED = {
    "yes": _("The engine is on. From now on texts that somebody cannot read are sent to it."),
    "no": _("The engine is off. Nothing is sent to it any more."),
}


@open_to(Right.ANSWER)
@require_safe
def translations(request):
    """The reports that wait for my translation, the most pressing first."""
    clock = Clock(request.user.organisation)
    rows = [
        {
            "url": reverse("translate", args=[row.incident.reference]),
            "reference": row.incident.reference,
            "kind": kind_in_words(row.incident),
            "left": clock.left(row.due_at),
            "is_late": clock.is_late(row.due_at),
        }
        for row in tasks_of(request.user)
    ]
    return render(request, "supervision/translations.html", {"rows": rows})


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_incident
def translate(request, reader):
    """GET lists the texts, or with ?text= shows one beside a form; POST puts a translation beside it."""
    asked = deed("translate")
    if not asked.may(reader):
        raise PermissionDenied
    if codes := asked.reasons(reader):
        return not_now(request, reader, codes)
    if request.method == "POST":
        return _put_beside(request, reader, asked)
    chosen = request.GET.get("text", "")
    if not chosen:
        return _list(request, reader)
    return _one(request, reader, asked.form(reader), chosen)


def _put_beside(request, reader, asked):
    form = asked.form(reader, request.POST)
    try:
        if not asked.is_done(reader, form):
            return _one(request, reader, form, request.POST.get("subject", ""))
    except NotNow as refusal:
        return not_now(request, reader, refusal.reasons, unsent=form.written())
    messages.success(request, form.done)
    incident = find(request.user, reader.incident.reference)
    if incident is None:
        return redirect("home")
    following = next((lack.text.key for lack in lacking(incident)), "")
    address = reverse("translate", args=[incident.reference])
    return redirect(f"{address}?text={following}" if following else "incident", *([] if following else [incident.reference]))


def _list(request, reader):
    wanted = {lack.text.key: lack.into for lack in lacking(reader.incident)}
    address = reverse("translate", args=[reader.incident.reference])
    rows = [
        {
            "url": f"{address}?text={text.key}",
            "label": text.label,
            "body": reader.text(text.body),
            "lang": reader.lang(text.language),
            "language": language_name(text.language),
            "wanted": language_name(wanted[text.key]) if text.key in wanted else "",
        }
        for text in texts_of(reader.incident)
    ]
    rows.sort(key=lambda row: not row["wanted"])
    return render(request, "supervision/texts.html", {"reader": reader, "incident": reader.incident, "rows": rows})


def _one(request, reader, form, key):
    text = next((text for text in texts_of(reader.incident) if text.key == key), None)
    if text is None:
        raise Http404
    if not form.is_bound:
        form.begin_with(key, {lack.text.key: lack.into for lack in lacking(reader.incident)})
    context = {
        "reader": reader,
        "incident": reader.incident,
        "form": form,
        "text": text,
        "body": reader.text(text.body),
        "lang": reader.lang(text.language),
        "original_language": language_name(text.language),
        "beside": reader.translations_of(text.subject_id, text.field),
    }
    return render(request, "supervision/translate.html", context)


@open_to(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def translation_engine(request):
    """What an engine would be told, and the switch; the operator sets its address."""
    organisation = request.user.organisation
    form = EngineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["is_on"]
        record(organisation, "switch_translation_engine", by=request.user, is_on=chosen == "yes")
        messages.success(request, SWITCHED[chosen])
        return redirect("translation_engine")
    context = {"is_on": organisation.uses_translation_engine, "has_engine": engine.is_usable(settings.TRANSLATION_URL)}
    return render(request, "supervision/translation_engine.html", context)

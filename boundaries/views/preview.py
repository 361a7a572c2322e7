"""A wording on a phone before it is published: the form's own screens, from steps that are saved nowhere."""

from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from boundaries.forms import ReportForm
from boundaries.models import Incident
from boundaries.phone.pocket import BlankForm
from policies import norms
from policies.models import DirectoryEntry, Policy, PolicyVersion
from policies.views.editing.finding import title_of, wording_of
from policies.views.editing.rehearsal import steps_from

NOBODYS = UUID(int=0)


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_safe
def preview(request, wording_id):
    """The frame, with the languages to look at it in."""
    wording = _protocol(request, wording_id)
    context = {"wording": wording, "shown_language": _language(request), "languages": settings.LANGUAGES}
    response = render(request, "boundaries/preview.html", context | {"step": _step(request)})
    response.response_class = "framing"
    return response


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_safe
def preview_screen(request, wording_id):
    """One step as the phone shows it, in the language of a caregiver who reads it."""
    wording, language = _protocol(request, wording_id), _language(request)
    with translation.override(language):
        context = _screen(request.user, wording, min(_step(request), len(wording.document["clauses"])))
        response = render(request, "boundaries/preview_screen.html", context | {"wording": wording, "shown_language": language})
    response["Content-Language"] = language
    response["X-Frame-Options"], response.response_class = "SAMEORIGIN", "framed"
    return response


def _protocol(request, wording_id):
    wording = wording_of(request, wording_id)
    if wording.kind != Policy.Kind.PROTOCOL or not wording.document.get("clauses"):
        raise Http404
    return wording


def _screen(person, wording, number) -> dict:
    draft = _draft(person)
    directory = list(DirectoryEntry.objects.offered_to(person.organisation))
    steps = steps_from(wording.document, draft.protocol_version)
    form = BlankForm(draft, ReportForm(draft=draft), directory, steps, norms.in_force(person.organisation_id))
    last = len(form.steps)
    shown = {"step": form.steps[number - 1], "guided": form, "report": form.report, "draft": draft}
    return shown | {"title": title_of(wording), "before": number - 1, "after": number + 1 if number < last else 0, "last": last}


def _draft(person) -> Incident:
    """Never saved, and about nobody."""
    draft = Incident(pk=NOBODYS, organisation=person.organisation, reporter=person, language=translation.get_language())
    draft.protocol_version = PolicyVersion(pk=NOBODYS)
    draft._prefetched_objects_cache = {name: getattr(draft, name).none() for name in ("named", "answers", "attachments")}
    draft._state.fields_cache["on_behalf"] = None
    return draft


def _language(request) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE


def _step(request) -> int:
    asked = request.GET.get("step", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1

"""Check your answers: the whole report in the order it happened, and the button that sends it."""

import contextlib

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.roles import Right
from audit.errors import NotNow
from boundaries import client_names, contact_data, guards, pseudonyms, reading
from boundaries.guided import GuidedForm, missing
from boundaries.sending import send
from boundaries.views.own_draft import own_or_filed, with_own_draft


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, draft_id):
    if request.method == "POST":
        draft = own_or_filed(request.user, pk=draft_id)
        return _with_codes(request, draft) if request.POST.get("go") == "codes" else _send(request, draft)
    return _page(request, draft_id)


@with_own_draft
def _page(request, draft):
    page = reverse("draft", args=[draft.pk]) + "?from=check"
    guided = GuidedForm(draft)
    context = {
        "draft": draft,
        "page": page,
        "missing": missing(draft, page),
        "is_early": guards.is_early(draft),
        "basics": reading.basics(draft),
        "words": reading.in_words(draft),
        "steps": guided.steps,
        "contact_data": contact_data.places(draft, guided.steps, guided.directory),
        "own_name": _own_name(draft, guided.steps),
        "client_names": contact_data.places_where(_names_known_to(draft).found, draft, guided.steps),
        "response": reading.response(draft),
        "hopes": reading.hopes(draft),
        "attachments": draft.attachments.all(),
    }
    return render(request, "boundaries/check.html", context)


def _own_name(draft, steps):
    """Where whoever wants to stay behind a pseudonym named herself."""
    return contact_data.places_where(pseudonyms.masks_of(draft).found, draft, steps) if draft.behind_pseudonym else []


def _names_known_to(draft):
    return client_names.masks_for(draft.reporter, client_names.team_of(draft))


def _with_codes(request, draft):
    """The client's code instead of her name, wherever it was written."""
    with contextlib.suppress(NotNow):  # it was sent meanwhile: its page says so
        client_names.replace_in_draft(draft, _names_known_to(draft))
    return redirect("check", draft.pk)


def _send(request, draft):
    """Pressing twice sends once and shows the same receipt."""
    try:
        sent = send(draft, request.user)
    except NotNow:
        return redirect("check", draft.pk)
    return redirect("receipt", sent.reference)

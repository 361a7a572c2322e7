"""What happened? The kinds of event to begin a report with, or to change one's mind about it."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.roles import Right
from audit.errors import NotNow
from boundaries import drafts, guards, readers
from boundaries.choices import Kind, Status
from boundaries.views.own_draft import incident_address, with_own_draft
from policies.builtin import content, in_language
from policies.kinds import find_kind, kinds_for
from policies.models import EventType

FREQUENT = ("phone_number", "small_gift", "extra_tasks", "calls_outside_hours", "romantic_approach")


def kinds(organisation) -> dict:
    """The kinds that are offered here in their ten groups, and the few that happen most as direct choices."""
    every = kinds_for(organisation)
    by_key = {kind.key: kind for kind in every}
    groups = [(name, [kind for kind in every if kind.group == key]) for key, name in _group_names()]
    groups = [(name, members) for name, members in groups if members]
    return {"frequent": [by_key[key] for key in FREQUENT if key in by_key], "groups": groups}


def _group_names():
    return [(row["key"], in_language(row)) for row in content()["event_groups"]]


def chosen_kind(user, key, *, is_offered=True) -> EventType:
    """Http404 for a kind that is not offered; what a phone has written about one before, is_offered=False still takes."""
    kind = find_kind(user.organisation, key, is_offered=is_offered)
    if kind is None:
        raise Http404
    return kind.event_type


def begin(user, draft_id, event_type, *, in_danger=False):
    """The draft with this id. Time and day are those of beginning until corrected."""
    draft = drafts.begin(user, draft_id, kind=Kind.INCIDENT, event_type=event_type, in_danger=in_danger)
    if draft.kind != Kind.INCIDENT:
        raise Http404
    if draft.status == Status.DRAFT:
        if event_type and draft.event_type_id != event_type.pk:
            drafts.choose_event_type(draft, event_type)
        if draft.occurred_at is None:
            draft.occurred_at = timezone.now().replace(second=0, microsecond=0)
            draft.save(update_fields=["occurred_at"])
    return draft


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def what_happened(request):
    if request.method != "POST":
        return _page(request, _readers(request) | {"draft_id": uuid.uuid4()})
    draft_id = _draft_id(request)
    if not request.POST.get("event_type"):
        return _choose(request, {"draft_id": draft_id})
    try:
        draft = begin(request.user, draft_id, chosen_kind(request.user, request.POST["event_type"]))
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0]))
        return redirect("own_reports")
    if draft.status != Status.DRAFT:
        return redirect(incident_address(draft))
    return redirect("draft", draft.pk)


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own_draft
def change_kind(request, draft):
    if request.method == "POST":
        if not request.POST.get("event_type"):
            return _choose(request, {"draft": draft})
        drafts.choose_event_type(draft, chosen_kind(request.user, request.POST["event_type"]))
        return redirect("draft", draft.pk)
    return _page(request, {"readers": readers.of_draft(draft), "draft": draft})


def _choose(request, context):
    """Nothing was chosen: the same page once more, and what it needs."""
    messages.warning(request, guards.reason_text("event_type_missing"))
    return _page(request, _readers(request) | context, status=400)


def _page(request, context, status=200):
    offered = kinds(request.user.organisation)
    return render(request, "boundaries/what_happened.html", offered | context, status=status)


def _readers(request):
    return {"readers": readers.before_beginning(request.user)}


def _draft_id(request):
    """Made by the page, so that pressing twice begins once."""
    try:
        return uuid.UUID(request.POST.get("draft", ""))
    except ValueError:
        return uuid.uuid4()

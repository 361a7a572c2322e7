"""Views of the draft in one's hand, one's own or a colleague's that one writes down: what was sent meanwhile leads to
its page, what is somebody else's does not exist."""

import functools

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from boundaries.choices import Status
from boundaries.models import Incident


def incident_address(incident) -> str:
    return f"/incidents/{incident.reference}/"


def own_incident(user, **criteria) -> Incident:
    kind = ("event_type", "event_rule", "protocol_version__policy")
    related = ("organisation", "client", "reporter__organisation", "on_behalf", *kind)
    incident = Incident.objects.in_hand_of(user).select_related(*related).filter(**criteria).first()
    if incident is None:
        raise Http404
    return incident


def own_or_filed(user, **criteria) -> Incident:
    """The same, or what this person wrote for a colleague and has sent: for its receipt."""
    try:
        return own_incident(user, **criteria)
    except Http404:
        filed = Incident.objects.filed_by(user).sent().select_related("reporter", "on_behalf__sheet")
        if incident := filed.filter(**criteria).first():
            return incident
        raise


def receipt_address(incident, user) -> str:
    """The receipt of whoever sent it: a colleague who wrote it down has one of her own."""
    if incident.reporter_id == user.pk:
        return reverse("receipt", args=[incident.reference])
    return reverse("filed_for_other", args=[incident.pk])


def with_own_draft(view):
    """Give the view the draft instead of its id."""

    @functools.wraps(view)
    def found(request, draft_id, **more):
        draft = own_or_filed(request.user, pk=draft_id)
        if draft.status != Status.DRAFT and draft.reporter_id != request.user.pk:
            return redirect(receipt_address(draft, request.user))
        if draft.status != Status.DRAFT:
            return redirect(incident_address(draft))
        return view(request, draft, **more)

    return found

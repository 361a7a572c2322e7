"""Views of one's own draft: what was sent meanwhile leads to its page, what is somebody else's does not exist."""

import functools

from django.http import Http404
from django.shortcuts import redirect

from boundaries.choices import Status
from boundaries.models import Incident


def incident_address(incident) -> str:
    return f"/incidents/{incident.reference}/"


def own_incident(user, **criteria) -> Incident:
    related = ("organisation", "client", "event_type", "protocol_version", "reporter__organisation")
    incident = Incident.objects.own(user).select_related(*related).filter(**criteria).first()
    if incident is None:
        raise Http404
    return incident


def with_own_draft(view):
    """Give the view the draft instead of its id."""

    @functools.wraps(view)
    def found(request, draft_id, **more):
        draft = own_incident(request.user, pk=draft_id)
        if draft.status != Status.DRAFT:
            return redirect(incident_address(draft))
        return view(request, draft, **more)

    return found

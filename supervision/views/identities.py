"""The names in a record: an auditor asks and reads, each look recorded; somebody else decides."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.door import record
from audit.errors import NotPermitted
from supervision.identities.acts import audits
from supervision.identities.deciding import waiting_for
from supervision.identities.lines import standing, who_is_who
from supervision.views.found import with_incident
from supervision.views.reveals import decision

ACTS = {"open": "open_identities", "refuse": "refuse_identities"}
DONE = {
    "open": _("The names are open to this auditor. The reporter has been told."),
    "refuse": _("Refused. Whoever asked and the reporter have been told."),
}


@open_to(Right.READ_PSEUDONYMISED)
@require_http_methods(["GET", "HEAD", "POST"])
@with_incident
def identities(request, reader):
    """GET says where the request stands; POST shows the names, and is recorded each time."""
    if reader.is_reporter or not audits(reader.incident, request.user):
        raise Http404
    people = []
    if request.method == "POST":
        try:
            record(reader.incident, "read_identities", by=request.user)
        except NotPermitted:
            raise PermissionDenied
        people = who_is_who(reader.incident)
    context = {"incident": reader.incident, "people": people, "standing": standing(reader.incident, request.user)}
    return render(request, "supervision/identities.html", context)


@open_to(Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def decide_identities(request, identities_id):
    """GET shows for whom and why, POST opens the names or refuses."""
    return decision(request, waiting_for(request.user), identities_id, "supervision/decide_identities.html", ACTS, DONE)

"""Finding where to turn, and one entry with everything that somebody needs to go there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow
from policies.directory import acts, reviewing
from policies.directory.finding import Wanted, areas, found, one_of
from policies.directory.form import APPOINTMENTS, KINDS
from policies.directory.offering import offered

MOST_SHOWN = 60


@open_to(is_filing=True)
@require_safe
def directory(request):
    wanted, organisation = Wanted.of(request.GET), request.user.organisation
    entries, today = found(organisation, wanted), reviewing.today_of(organisation)
    for entry in entries[:MOST_SHOWN]:
        entry.is_to_check = reviewing.is_due(entry, today)
    context = {
        "entries": entries[:MOST_SHOWN],
        "more": len(entries) > MOST_SHOWN,
        "wanted": wanted,
        "kinds": KINDS.items(),
        "areas": areas(offered(organisation)) if wanted != Wanted() else areas(entries),
        "is_asked": wanted != Wanted(),
        "may_edit": request.user.has_right(Right.OWN_POLICIES),
    }
    return render(request, "policies/directory/list.html", context)


@open_to(is_filing=True)
@require_safe
def entry(request, entry_id):
    return _page(request, _entry(request, entry_id))


@open_to(is_filing=True)
@require_POST
@done_once
def mistake(request, entry_id):
    """Any reader may say that something is not right; whoever looks after the directory is asked to check."""
    shown = _entry(request, entry_id)
    if shown.organisation_id is None:
        raise Http404
    try:
        acts.report_mistake(shown, request.user, request.POST.get("text", ""))
    except ValidationError as fault:
        return _page(request, _entry(request, entry_id), fault.messages[0])
    except NotNow:
        raise Http404
    messages.success(request, _("Thank you. Whoever looks after the directory was asked to check this."))
    return redirect("directory_entry", entry_id)


def _entry(request, entry_id):
    may_edit = request.user.has_right(Right.OWN_POLICIES)
    shown = one_of(request.user.organisation, entry_id, may_edit=may_edit)
    if shown is None:
        raise Http404
    return shown


def _page(request, shown, fault=""):
    context = {
        "entry": shown,
        "kind": KINDS[shown.kind],
        "appointment": "" if shown.kind in ("channel", "emergency") else APPOINTMENTS[shown.appointment],
        "fault": fault,
        "text": request.POST.get("text", "") if fault else "",
        "is_own": shown.organisation_id is not None,
        "may_edit": shown.organisation_id is not None and request.user.has_right(Right.OWN_POLICIES),
    }
    return render(request, "policies/directory/entry.html", context, status=400 if fault else 200)

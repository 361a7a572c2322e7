"""Setting an organisation up: what is still missing, and the invitation of its independent contact."""

import contextlib

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import independent, set_up
from accounts.access import open_to
from accounts.complaints import person_of
from accounts.form_keys import done_once
from accounts.models import IndependentContact
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from boundaries.guards import reason_text
from policies.models import DirectoryEntry
from supervision.independent.forms import InvitationForm
from supervision.leaflet.complaints import MAY_SET, ComplaintsForm
from supervision.moments import Clock


@open_to(Right.MANAGE_PEOPLE)
@require_safe
def setting_up(request):
    organisation = request.user.organisation
    lines = [(row.is_met(organisation), row) for row in set_up.requirements()]
    context = {
        "lines": [
            {"is_met": is_met, "words": row.met if is_met else row.missing, "address": row.address}
            for is_met, row in lines
        ],
        "is_finished": all(is_met for is_met, _row in lines),
    }
    return render(request, "supervision/set_up.html", context)


@open_to(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def independent_contact(request):
    """POST `go`: invite, renew or end."""
    if request.method == "POST" and request.POST.get("go") in DOES:
        return _act(request, *DOES[request.POST["go"]])
    form = InvitationForm(request.POST if request.method == "POST" else None, organisation=request.user.organisation)
    if request.method == "POST" and form.is_valid():
        record(request.user.organisation, "invite_contact", by=request.user, contact=form.contact())
        messages.success(request, _("The invitation is on its way. The link in it is good for 14 days."))
        return redirect("independent_contact")
    return _page(request, form)


@open_to(*MAY_SET)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def complaints(request):
    """POST `go`: set or remove."""
    organisation = request.user.organisation
    if request.POST.get("go") == "remove":
        with contextlib.suppress(NotNow):  # it was done before
            record(organisation, "remove_complaints_person", by=request.user)
        messages.success(request, _("Nobody is named any more."))
        return redirect("complaints_person")
    form = ComplaintsForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        record(organisation, "set_complaints_person", by=request.user, said=form.details())
        messages.success(request, _("Leaflet and public page name this person from now on."))
        return redirect("complaints_person")
    context = {"form": form, "is_set": person_of(organisation) is not None}
    return render(request, "supervision/complaints.html", context)


def _act(request, name, find, done):
    contact = find(request.user.organisation_id)
    try:
        if contact is None:
            raise NotNow(["contact_finished"])
        record(request.user.organisation, name, by=request.user, contact=contact)
        messages.success(request, done)
    except NotNow as refusal:
        at_work = "contact_at_work" in refusal.reasons
        again = _("This was done before, or is not possible any more.")
        messages.info(request, reason_text("contact_at_work") if at_work else again)
    return redirect("independent_contact")


def _page(request, form):
    organisation = request.user.organisation
    clock = Clock(organisation)
    context = {
        "form": form,
        "accepted": _line(independent.accepted(organisation.pk), clock),
        "invited": _line(independent.invited(organisation.pk), clock),
        "former": [_line(row, clock) for row in _former(organisation)],
        "authorities": DirectoryEntry.objects.offered_to(organisation).filter(kind=DirectoryEntry.Kind.AUTHORITY),
    }
    return render(request, "supervision/independent_contact.html", context)


def _former(organisation):
    rows = IndependentContact.objects.filter(organisation=organisation, accepted_at__isnull=False)
    return rows.exclude(ended_at=None).order_by("-ended_at")[:5]


def _line(contact, clock):
    if contact is None:
        return None
    return {
        "name": contact.name,
        "email": contact.email,
        "kind": independent.kind_in_words(contact),
        "language": contact.get_language_display(),
        "invited": clock.full(contact.invited_at),
        "accepted": clock.full(contact.accepted_at) if contact.accepted_at else "",
        "ended": clock.full(contact.ended_at) if contact.ended_at else "",
        "is_over": independent.is_over(contact),
    }


NEW_LINK = gettext_lazy("A new link is on its way. The earlier one does not work any more.")
DOES = {
    "renew_accepted": ("renew_contact", independent.accepted, NEW_LINK),
    "renew": ("renew_contact", independent.invited, NEW_LINK),
    "call_off": (
        "end_contact",
        independent.invited,
        gettext_lazy("The invitation was taken back. Its link does not work any more."),
    ),
    "end": (
        "end_contact",
        independent.accepted,
        gettext_lazy("Ended. What was sealed before can still be read with the earlier key."),
    ),
}

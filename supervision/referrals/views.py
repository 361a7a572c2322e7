"""Saying whether a client got there; and the card as a small PDF to print."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries import guards, rights
from boundaries.choices import Status
from boundaries.referrals.finding import find_referral, offered_place
from boundaries.referrals.showing import as_line
from boundaries.referrals.snapshot import snapshot_of
from boundaries.views.own_draft import incident_address
from boundaries.views.referrals import address
from supervision.exports.render import CannotRender
from supervision.referrals.forms import CheckForm
from supervision.referrals.printing import card_pdf

LANGUAGES = dict(settings.LANGUAGES)


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def check(request, referral_id):
    """By the reporter and those who answer; whoever only reads is refused."""
    referral = find_referral(request.user, referral_id)
    incident = referral.incident
    if not rights.person(rights.takes_part)(incident, request.user):
        raise PermissionDenied
    if incident.status == Status.DRAFT:
        return redirect(address(incident))
    form = CheckForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, referral, form, 400 if form.is_bound else 200)
    try:
        record(incident, "check_referral", by=request.user, referral=referral.pk, **form.cleaned_data)
    except NotPermitted:
        raise PermissionDenied
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0], incident))
    else:
        messages.success(request, _("Thank you. That is kept with the report."))
    return redirect(reverse("home") if request.POST.get("back") == "home" else incident_address(incident))


def _page(request, referral, form, status):
    context = {"incident": referral.incident, "line": as_line(referral, get_language()), "form": form}
    return render(request, "supervision/referral_check.html", context, status=status)


# -- the card in print -----------------------------------------------------------------------------------------


@open_to()
@require_safe
def print_given(request, referral_id):
    referral = find_referral(request.user, referral_id)
    return _printed(request, referral.snapshot, referral.language, reverse("referral_card", args=[referral.pk]))


@open_to()
@require_safe
def print_place(request, entry_id):
    entry = offered_place(request.user.organisation, entry_id)
    return _printed(request, snapshot_of(entry), get_language(), reverse("place_card", args=[entry.pk]))


def _printed(request, snapshot, language, card_address):
    asked = request.GET.get("language")
    language = asked if asked in LANGUAGES else language
    try:
        pdf = card_pdf(snapshot, language, request.user.organisation.name)
    except CannotRender:
        messages.warning(request, _("The card could not be made just now. Please try again in a moment."))
        return redirect(card_address)
    response = HttpResponse(pdf, content_type="application/pdf")
    # named by what it says: the address of the page stays out of it
    response["Content-Disposition"] = f'attachment; filename="card-{language}-{hashlib.sha256(pdf).hexdigest()[:8]}.pdf"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response

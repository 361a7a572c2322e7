"""Sending a client to the right place, from a draft and from a sent report: choose, read the sentence, give it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.plain_text import plain_text
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from boundaries import guards, rights, sentences
from boundaries.attachments.finding import find_report
from boundaries.choices import Status
from boundaries.forms.referral import ReferralForm
from boundaries.referrals import acts
from boundaries.referrals.card import card
from boundaries.referrals.finding import MOST_SHOWN, find_referral, offered_place, places
from boundaries.referrals.showing import as_line, preview
from boundaries.referrals.snapshot import snapshot_of
from boundaries.views.own_draft import incident_address, with_own_draft

LANGUAGES = dict(settings.LANGUAGES)


@open_to(Right.REPORT)
@require_safe
@with_own_draft
def of_draft(request, draft):
    return _choose(request, draft)


@open_to()
@require_safe
def of_report(request, reference):
    return _choose(request, _partakers(request.user, reference))


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_own_draft
def give_in_draft(request, draft, entry_id):
    return _give(request, draft, entry_id)


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def give_in_report(request, reference, entry_id):
    return _give(request, _partakers(request.user, reference), entry_id)


def _partakers(user, reference):
    """For its reporter and for those who answer."""
    incident = find_report(user, reference)
    if incident.status == Status.DRAFT:
        raise Http404
    if not rights.person(rights.takes_part)(incident, user):
        raise PermissionDenied
    return incident


def address(incident) -> str:
    if incident.reference:
        return reverse("referrals", args=[incident.reference])
    return reverse("draft_referrals", args=[incident.pk])


def _back(incident):
    return incident_address(incident) if incident.reference else reverse("draft", args=[incident.pk])


def _choose(request, incident):
    words = plain_text(request.GET.get("q", ""))
    found = places(incident.organisation, words)
    given = incident.referrals.select_related("given_by").order_by("given_at", "pk")
    context = {
        "incident": incident,
        "base": address(incident),
        "back": _back(incident),
        "q": words,
        "places": found[:MOST_SHOWN],
        "is_cut": len(found) > MOST_SHOWN,
        "given": [as_line(row, get_language()) for row in given],
        "may_remove": incident.status == Status.DRAFT,
        "is_draft": incident.status == Status.DRAFT,
    }
    return render(request, "boundaries/referrals/choose.html", context)


def _language(request, incident):
    asked = request.POST.get("language") or request.GET.get("language")
    return asked if asked in LANGUAGES else sentences.language_of(incident)


def _give(request, incident, entry_id):
    entry, language = offered_place(incident.organisation, entry_id), _language(request, incident)
    if request.method != "POST":
        begun = {"entry": entry.pk, "revision": entry.revision, "language": language}
        return _page(request, incident, entry, ReferralForm(initial=begun), language)
    data = request.POST.copy()
    data["entry"] = str(entry.pk)
    form = ReferralForm(data)
    if not form.is_valid():
        return _page(request, incident, entry, form, language, status=400)
    try:
        acts.give(incident, request.user, **form.said())
    except NotPermitted:
        raise PermissionDenied
    except ValidationError as fault:
        form.take(fault)
        return _page(request, incident, entry, form, language, status=400)
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0], incident))
        form.data["revision"] = str(entry.revision)  # what is shown now is what is given next
        return _page(request, incident, entry, form, language, status=409)
    messages.success(request, _("The referral is kept."))
    return redirect(address(incident))


def _page(request, incident, entry, form, language, status=200):
    context = preview(entry, language) | {
        "incident": incident, "form": form, "base": address(incident), "languages": settings.LANGUAGES,
    }  # fmt: skip
    return render(request, "boundaries/referrals/give.html", context, status=status)


@open_to(Right.REPORT)
@require_POST
@done_once
def remove(request, referral_id):
    """Out of one's own draft, without a trace."""
    referral = find_referral(request.user, referral_id)
    incident = referral.incident
    try:
        acts.remove(referral, request.user)
    except NotPermitted:
        raise PermissionDenied
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0], incident))
        return redirect(incident_address(incident) if incident.reference else "/")
    messages.success(request, _("Removed. Nothing of it was kept."))
    return redirect(address(incident))


# -- the card --------------------------------------------------------------------------------------------------


@open_to()
@require_safe
def card_of_referral(request, referral_id):
    """Large, for the client to read: nothing of the report is on it, nor in its address."""
    referral = find_referral(request.user, referral_id)
    here = reverse("referral_card", args=[referral.pk])
    return _card(request, referral.snapshot, referral.language, here)


@open_to()
@require_safe
def card_of_place(request, entry_id):
    entry = offered_place(request.user.organisation, entry_id)
    return _card(request, snapshot_of(entry), get_language(), reverse("place_card", args=[entry.pk]))


def _card(request, snapshot, language, here):
    asked = request.GET.get("language")
    language = asked if asked in LANGUAGES else language
    context = {
        "card": card(snapshot, language), "here": here, "languages": settings.LANGUAGES,
        "organisation": request.user.organisation.name,
    }  # fmt: skip
    return render(request, "boundaries/referrals/card.html", context)

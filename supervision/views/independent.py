"""The independent contact's own pages: opened by her link, without an account; what she reads is opened in her browser alone."""

import functools
import uuid

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import independent
from accounts.access import open_to_everybody
from accounts.models import IndependentContact
from audit.door import record
from audit.errors import NotNow
from boundaries.acts import SENT
from boundaries.guards import reason_text
from supervision.independent import keys
from supervision.independent.handing import has_not_left
from supervision.independent.letter import written_since
from supervision.models import SealedReport
from supervision.moments import Clock

COOKIE, SALT = "doorstep-independent", "supervision.views.independent"
LASTS = 2 * 60 * 60  # seconds for which her browser may go on without the link
MOST_SHOWN = 100


def _unreferred(view):
    """Nobody learns the page's address from where it leads. Then a browser does not say either where a form comes from:

    what is sent here is let through by the secret in the address, which no other site has.
    """

    @functools.wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(answered)


@open_to_everybody
@require_safe
def entrance(request):
    """For whoever comes without a link that is good."""
    return render(request, "independent/entrance.html", {"days": independent.LASTS.days})


@_unreferred
@open_to_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def link(request, token):
    """Her link: what it means and accepting, or, once she has accepted, the way to what waits for her."""
    if not ratelimit.consume(request, app="allauth.account", action="independent", limit_get=True):
        return ratelimit.respond_429(request)
    contact = independent.found_by(token)
    if contact is None:
        return redirect("independent_entrance")
    with translation.override(contact.language):
        if contact.accepted_at:
            return _let_in(contact)
        if request.method == "POST":
            return _accept(request, contact)
        return _in_her_language(_invitation(request, contact), contact)


def _invitation(request, contact, fault=""):
    context = {"contact": contact, "kind": independent.kind_in_words(contact), "fault": fault}
    return render(request, "independent/invitation.html", context, status=400 if fault else 200)


def _accept(request, contact):
    """Both keys come from her browser; a browser without JavaScript sends none and is told so."""
    try:
        public_key = keys.read_public(request.POST.get("public_key", ""))
        wrapped_key = keys.read_wrapped(request.POST.get("wrapped_key", ""))
    except keys.BadKey:
        fault = _("Your browser sent no key. Please use another one, with JavaScript, over https.")
        return _in_her_language(_invitation(request, contact, fault), contact)
    sent = {"contact": contact, "public_key": public_key, "wrapped_key": wrapped_key}
    try:
        record(contact.organisation, "accept_as_contact", by=None, **sent)
    except NotNow as refusal:
        if "contact_at_work" not in refusal.reasons:
            return redirect("independent_entrance")
        return _in_her_language(_invitation(request, contact, reason_text("contact_at_work")), contact)
    messages.success(request, _("Thank you. You are the independent contact now."))
    return _let_in(contact)


def _let_in(contact):
    """From here the address says nothing that anybody could use."""
    response = HttpResponseRedirect("/independent/reports/")
    options = {"max_age": LASTS, "httponly": True, "samesite": "Lax", "path": "/independent/"}
    response.set_signed_cookie(COOKIE, contact.token_digest, salt=SALT, secure=settings.SESSION_COOKIE_SECURE, **options)
    return response


def _of_cookie(request):
    """By the digest of her link: a new link ends what was opened by the earlier one."""
    digest = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=LASTS)
    rows = IndependentContact.objects.select_related("organisation").filter(accepted_at__isnull=False)
    return rows.filter(token_digest=digest).first() if digest else None


@open_to_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request):
    """What was sealed for her: read, taken, answered. Without her link: how to come here."""
    contact = _of_cookie(request)
    if contact is None:
        return redirect("independent_entrance")
    with translation.override(contact.language):
        if request.method == "POST":
            return _done(request, contact)
        return _in_her_language(_page(request, contact), contact)


def _done(request, contact):
    if request.POST.get("go") == "leave":
        return _left(request, contact)
    sealed = SealedReport.objects.select_related("incident").filter(contact=contact, pk=_key(request)).first()
    if sealed is None:
        return redirect("independent_reports")
    try:
        _act(request, contact, sealed)
    except NotNow as refusal:
        messages.info(request, _why_not(refusal))
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
    return redirect("independent_reports")


def _why_not(refusal):
    if "key_not_used" in refusal.reasons:
        return reason_text("key_not_used")
    return _("This was done before, or is not possible any more.")


def _left(request, contact):
    try:
        record(contact.organisation, "leave_as_contact", by=None, contact=contact)
        messages.success(request, _("Done. Whoever is the contact next gets what is still open."))
    except NotNow as refusal:
        messages.info(request, _why_not(refusal))
    return redirect("independent_reports")


def _act(request, contact, sealed):
    proven = {"sealed": sealed.pk, "proof": request.POST.get("proof", "")}
    if request.POST.get("go") == "answer":
        body = request.POST.get("body", "").replace("\x00", "")
        record(sealed.incident, "answer_from_outside", by=None, **proven, body=body, language=contact.language)
        messages.success(request, _("Your message is with the reporter."))
    else:
        record(sealed.incident, "take_outside", by=None, **proven)
        messages.success(request, _("Thank you. The reporter has been told that you have it."))


def _key(request):
    try:
        return uuid.UUID(request.POST.get("report", ""))
    except ValueError:
        return None


def _page(request, contact):
    clock = Clock(contact.organisation)
    rows = SealedReport.objects.filter(contact=contact).select_related("incident__organisation").order_by("-at")[:MOST_SHOWN]
    context = {
        "contact": contact,
        "may_leave": has_not_left(contact),
        "fingerprint": _fingerprint(contact),
        "reports": [_line(row, clock) for row in rows],
        "locked": {
            "wrapped": contact.wrapped_key,
            "reports": {str(row.pk): _parts(row, contact) for row in rows},
        },
    }
    return render(request, "independent/reports.html", context)


def _fingerprint(contact):
    digits = keys.thumbprint(contact.public_key)
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def _parts(row, contact) -> list[dict]:
    """The report as it was sealed, and what its reporter wrote since, sealed now: her key opens both.

    As soon as somebody inside has it, what is written there is not for her any more.
    """
    context = {"context": str(row.incident_id)}
    is_with_her = contact.ended_at is None and row.incident.assignee_id is None and row.incident.status in SENT
    later = written_since(row.incident, contact, row.at) if is_with_her else b""
    parts = [row.sealed | context]
    return [*parts, keys.seal(contact.public_key, later, context["context"]) | context] if later else parts


def _line(row, clock):
    return {
        "id": row.pk,
        "reference": row.incident.reference,
        "when": clock.full(row.at),
        "opened": clock.full(row.opened_at) if row.opened_at else "",
    }


def _in_her_language(response, contact):
    response["Content-Language"] = contact.language
    return response

"""Auditors and their mandates: given and ended by the lead, with everything that was opened under them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import places
from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.models import Mandate, User
from accounts.roles import Right, Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries.guards import reason_text
from supervision.identities.forms import SampleForm
from supervision.identities.lines import counted
from supervision.mandates import acts, log
from supervision.mandates.forms import MandateForm
from supervision.mandates.lines import line
from supervision.moments import Clock


@open_to(*acts.MAY_GIVE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def auditors(request):
    """Everybody who audits here, and the form that gives one a mandate."""
    organisation = request.user.organisation
    form = MandateForm(request.POST if request.method == "POST" else None, organisation=organisation, by=request.user)
    if request.method == "POST" and form.is_valid() and _is_given(request, form):
        messages.success(request, _("The mandate is given. The auditor is told."))
        return redirect("auditors")
    clock = Clock(organisation)
    context = {"form": form, "people": [_person(person, clock) for person in acts.auditors(organisation)]}
    return render(request, "supervision/auditors.html", context)


def _is_given(request, form) -> bool:
    try:
        record(request.user.organisation, "give_mandate", by=request.user, mandate=form.mandate())
    except NotNow as refusal:
        form.add_error(None, [reason_text(code) for code in refusal.reasons])
        return False
    return True


def _person(person, clock):
    mandates = [line(mandate, clock) for mandate in person.mandates_given]
    standing = [row for row in mandates if row["stands"]]
    return {"name": str(person), "url": acts.address_of(person), "mandates": standing, "is_over": person.scope == []}


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def auditor(request, auditor_id):
    """One auditor's mandates and log, for whoever gives mandates, and for herself.

    POST `mandate`: it ends. POST `references`: who decides asks for the names of these records, beforehand.
    """
    person = _auditor(request.user, auditor_id)
    gives = bool(request.user.rights & set(acts.MAY_GIVE)) and person != request.user
    asked = request.POST if "references" in request.POST else None
    samples = gives and request.user.has_right(Right.DECIDE)
    form = SampleForm(asked, by=request.user, auditor=person) if samples else None
    if request.method == "POST":
        if not gives:
            raise Http404
        if "mandate" in request.POST or form is None:
            return _end(request, person)
        if form.is_valid() and _is_asked(request, form):
            messages.success(request, _("Asked. A second person decides, and the reporter sees who asked and why."))
            return redirect("auditor", person.pk)
    clock = Clock(request.user.organisation)
    events, after = log.page(request.user, person, places.read(request.GET.get("after", "")), clock)
    address = reverse("auditor", args=[person.pk])
    context = {
        "name": str(person),
        "is_own": person == request.user,
        "gives": gives,
        "mandates": [line(mandate, clock) for mandate in person.mandates_given],
        "names": counted(person, request.user),
        "form": form,
        "events": events,
        "first": address if "after" in request.GET else "",
        "next": f"{address}?{urlencode({'after': after})}" if after else "",
    }
    return render(request, "supervision/auditor.html", context)


def _auditor(user, auditor_id) -> User:
    """Whoever audits or did under a mandate; herself even when all of it is over."""
    people = User.objects.select_related("organisation").filter(organisation_id=user.organisation_id)
    person = get_object_or_404(people, pk=auditor_id)
    audits = Role.AUDITOR in person.roles or Mandate.objects.filter(auditor=person).exists()
    if not audits or not (person == user or user.rights & set(acts.MAY_GIVE)):
        raise Http404
    return person


def _end(request, person):
    mandate = get_object_or_404(Mandate, pk=_key(request.POST.get("mandate", "")), auditor=person)
    try:
        record(request.user.organisation, "end_mandate", by=request.user, mandate=mandate.pk)
        messages.success(request, _("The mandate has ended. The auditor is told."))
    except NotNow as refusal:
        messages.info(request, reason_text(refusal.reasons[0]))
    return redirect("auditor", person.pk)


def _is_asked(request, form) -> bool:
    """All of them or none."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            for incident in said["references"]:
                record(incident, "sample_identities", by=request.user, auditor=form.auditor, reason=said["reason"])
    except NotNow as refusal:
        form.add_error("references", f"{incident.reference}: {reason_text(refusal.reasons[0])}")
        return False
    except ValidationError as fault:
        form.add_error("reason", fault.messages)
        return False
    except NotPermitted:
        raise PermissionDenied
    return True


def _key(text):
    try:
        return Mandate._meta.pk.to_python(text)
    except ValidationError:
        raise Http404

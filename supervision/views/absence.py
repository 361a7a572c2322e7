"""Entering an absence, which shows whom it affects before it is saved, and calling it off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from boundaries.models import Incident
from supervision.absences import acts, affected, rules
from supervision.absences.calendar import visible_to
from supervision.absences.form import AbsenceForm
from supervision.moments import Clock, local


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def absence(request):
    """GET asks; POST says whom it affects, and with `save` does it. What was typed stays in the form."""
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    details = form.details()
    try:
        if "save" in request.POST:
            return _saved(request, acts.enter(request.user.organisation, request.user, **details))
        times = {name: details[name] for name in ("staff", "starts_at", "ends_at", "cover")}
        rules.check(request.user.organisation, request.user, **times)
    except ValidationError as fault:
        form.take(fault)
        return _page(request, form, details)
    except NotPermitted:
        raise PermissionDenied
    return _page(request, form, details, may_save=True)


@open_to(Right.ANSWER)
@require_POST
def call_off(request, absence_id):
    row = get_object_or_404(visible_to(request.user), pk=absence_id)
    try:
        acts.call_off(row, request.user)
        messages.success(request, _("The absence was called off. What was moved is back, and the reporters were told."))
    except NotPermitted:
        raise PermissionDenied
    except NotNow:
        messages.warning(request, _("This absence is over, or was called off already."))
    return redirect("calendar")


def _saved(request, row):
    messages.success(request, _("The absence is in the calendar. Whoever waits for an answer was told who answers meanwhile."))
    return redirect(f"{reverse('calendar')}?month={local(row.starts_at, row.organisation):%Y-%m}")


def _page(request, form, details=None, *, may_save=False):
    context = {"form": form, "may_save": may_save, "effects": effects(request.user, **details) if details else None}
    return render(request, "supervision/absence.html", context)


def effects(by, staff, starts_at, ends_at, cover, **_rest) -> dict:
    """Whom it would affect, counted: nothing of what they wrote, and nothing of what whoever asks may not see."""
    in_sight = Incident.objects.visible_to(by).values("pk")
    owed = affected.owed_inside(staff, starts_at, ends_at, timezone.now()).filter(incident__in=in_sight)
    first = owed.order_by("due_at").values_list("due_at", flat=True).first()
    return {
        "staff": staff.short_name,
        "cover": cover.short_name if cover else "",
        "conversations": affected.conversations(staff, ends_at).filter(pk__in=in_sight).count(),
        "owed": owed.count(),
        "first": Clock(staff.organisation).full(first) if first else "",
    }

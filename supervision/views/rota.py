"""The rota: who is on call this week and in the coming ones, and entering or calling off a shift."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow
from supervision.forms.shift import ShiftForm
from supervision.ladder import proof, rota, shifts
from supervision.ladder.week import Week
from supervision.models import OnCallShift
from supervision.moments import Clock

MOST_LISTED = 60
SHOWN_AHEAD = datetime.timedelta(days=366)


@open_to(Right.ANSWER)
@require_safe
def week(request):
    organisation = request.user.organisation
    clock = Clock(organisation)
    shown = Week(organisation, clock, _date(request.GET.get("week", "")) or clock.today)
    coming = rota.shifts(organisation.pk, clock.now, clock.now + SHOWN_AHEAD)[:MOST_LISTED]
    context = {
        "week": shown,
        "days": shown.days(),
        "coming": [_line(shift, clock) for shift in coming],
        "gaps": proof.gap_lines(request.user, clock, most=20),
        "may_change": request.user.has_right(Right.DECIDE),
        "keeps_rota": rota.keeps_rota(organisation.pk),
    }
    return render(request, "supervision/rota.html", context)


@open_to(Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def enter(request):
    form = ShiftForm(request.POST if request.method == "POST" else None, organisation=request.user.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            entered = shifts.enter(request.user.organisation, request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.take(fault)
        else:
            count = ngettext("%(count)s shift was entered.", "%(count)s shifts were entered.", len(entered))
            messages.success(request, count % {"count": len(entered)})
            return redirect("rota")
    return render(request, "supervision/rota_shift.html", {"form": form})


@open_to(Right.DECIDE)
@require_POST
def call_off(request, shift_id):
    rows = OnCallShift.objects.select_related("organisation")
    shift = get_object_or_404(rows, pk=shift_id, organisation=request.user.organisation)
    try:
        shifts.call_off(shift, request.user)
    except NotNow:
        raise Http404
    messages.success(request, _("The shift was called off. If nobody answers in these hours now, it is said here."))
    return redirect("rota")


def _date(text):
    """A day of the week that is asked for; nonsense is this week."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 9998 else None


def _line(shift, clock):
    return {
        "id": shift.pk,
        "who": shift.user.short_name,
        "team": shift.team.name if shift.team_id else "",
        "from": clock.full(shift.starts_at),
        "to": clock.full(shift.ends_at),
        "phone": shift.duty_phone,
        "is_running": shift.starts_at <= clock.now,
    }

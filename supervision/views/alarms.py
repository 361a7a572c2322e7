"""The page that an alarm's mail or text message leads to: what rings, since when, and one tap to take it on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries import rights
from boundaries.models import Incident
from supervision.ladder.proof import RUNG_WORDS
from supervision.ladder.telling import WORDS, kind_of
from supervision.models import Alarm
from supervision.moments import Clock


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request, alarm_id):
    """GET changes nothing: a mail server that tries links takes nothing on. Only whom it went to finds it."""
    row = _find(request.user, alarm_id)
    if request.method != "POST":
        return render(request, "supervision/alarm.html", _context(row, request.user))
    if _rings(row):
        try:
            record(row.incident, "acknowledge_alarm", by=request.user)
        except (NotPermitted, NotNow):
            return redirect("alarm", row.pk)  # it was answered in this very moment: the page says so
        messages.success(request, _("Thank you. Nobody else is woken now; the answer is still owed."))
    if Incident.objects.visible_to(request.user).filter(pk=row.incident_id).exists():
        return redirect("incident", row.incident.reference)
    return redirect("alarm", row.pk)


def _find(user, alarm_id):
    rows = Alarm.objects.select_related("incident__organisation", "deadline").filter(pk=alarm_id, user=user)
    row = rows.filter(organisation=user.organisation).first()
    if row is None or rights.is_named(row.incident, user):
        raise Http404
    return row


def _rings(row):
    return row.over_at is None and row.acknowledged_at is None and row.deadline.is_open


def _context(row, user):
    clock = Clock(user.organisation)
    others = row.deadline.alarms.exclude(pk=row.pk).select_related("user").order_by("raised_at", "id")
    taken = row.deadline.alarms.filter(acknowledged_at__isnull=False).select_related("user").order_by("acknowledged_at").first()
    is_owed = row.deadline.is_open and row.over_at is None
    return {
        "alarm": row,
        "title": WORDS[kind_of(row)] if is_owed else _("This has been dealt with"),
        "reference": row.incident.reference,
        "rings": _rings(row),
        "is_owed": is_owed,
        "since": clock.short(row.wanted_at),
        "due": clock.short(row.deadline.due_at),
        "is_late": clock.is_late(row.deadline.due_at),
        "taken_by": taken.user.short_name if taken else "",
        "taken_when": clock.short(taken.acknowledged_at) if taken else "",
        "told": [
            {"who": each.user.short_name, "rung": RUNG_WORDS[each.rung], "when": clock.short(each.raised_at)} for each in others
        ],
        "may_read": Incident.objects.visible_to(user).filter(pk=row.incident_id).exists(),
    }

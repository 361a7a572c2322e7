"""The receipt: what was taken in, by when it is answered, who reads it, what to do meanwhile; the care record's entry."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.plain_text import plain_text
from accounts.roles import Right
from audit.door import record
from audit.errors import NotNow
from boundaries import care_record, guards
from boundaries.attachments.listing import listed
from boundaries.choices import Kind, Status
from boundaries.views.own_draft import incident_address, own_incident, own_or_filed, receipt_address
from policies import promise
from policies.builtin import prepared_text
from policies.models import DirectoryEntry


def own_sent(user, reference):
    return own_incident(user, reference=reference, submitted_at__isnull=False)


@open_to(Right.REPORT)
@require_safe
def receipt(request, reference):
    incident = own_or_filed(request.user, reference=reference, submitted_at__isnull=False)
    if incident.reporter_id != request.user.pk:
        return redirect(receipt_address(incident, request.user))
    version = incident.protocol_version
    context = {
        "incident": incident,
        "address": incident_address(incident),
        "promise": promise.in_words(incident.organisation_id, incident.submitted_at, incident.gravity),
        "who_reads": _who_reads(incident),
        "closing": version.closing.get(request.LANGUAGE_CODE, "") if version else "",
        "entry": care_record.entry(incident) if incident.kind == Kind.INCIDENT else "",
        "directory": DirectoryEntry.objects.offered_to(incident.organisation).filter(kind__in=("emergency", "channel")),
        "is_open": incident.status not in (Status.CLOSED, Status.WITHDRAWN),
        "unanswered": unanswered(incident),
    }
    return render(request, "boundaries/receipt.html", context | listed(incident, request.user))


@open_to(Right.REPORT)
@require_POST
@done_once
def enter_in_care_record(request, reference):
    """ "Entered on ... under ...", or why there is nothing to enter."""
    incident = own_sent(request.user, reference)
    number = plain_text(request.POST.get("number", "")).strip()[:60]
    note = plain_text(request.POST.get("note", "")).strip()[:200]
    if not number and not note:
        messages.warning(request, _("Say under which number it was entered, or why there is no entry."))
        return redirect("receipt", reference)
    try:
        record(incident, "enter_in_care_record", by=request.user, reference=number, note=note)
        messages.success(request, _("Noted: entered in the care record."))
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0], incident))
    return redirect("receipt", reference)


def unanswered(incident):
    """Steps that an early report left open and that may be answered once."""
    if incident.protocol_version_id is None:
        return []
    clauses = incident.protocol_version.clauses.exclude(answer_kind="document")
    return list(clauses.exclude(pk__in=incident.answers.values("clause")))


def _who_reads(incident):
    reader = incident.assignee.short_name if incident.assignee_id else str(_("your supervisor"))
    return prepared_text("who_reads", supervisor=reader, organisation=incident.organisation.name)

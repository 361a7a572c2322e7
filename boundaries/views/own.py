"""What a person reported: the start page's part for reporters, and the list of all reports."""

import datetime

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import signing_in
from accounts.access import open_to
from accounts.roles import Right
from boundaries import words
from boundaries.choices import Kind, Status
from boundaries.models import Incident
from boundaries.paper import filing
from boundaries.search.finding import by_reference, find
from boundaries.views.searching import address, asked_for, nothing_found
from policies.builtin import label
from policies.models import ServiceStandard
from policies.models.policy import steps_of

ON_HOME = 6
PAGE = 30


def caregiver_context(user, *, is_fresh=True) -> dict:
    """What templates/boundaries/_home.html shows: drafts, and the newest reports with where they stand.

    `is_fresh`: her sign-in is no older than what it takes to see what she writes for a colleague.
    """
    own = Incident.objects.own(user).select_related("event_type", "event_rule")
    in_hand = Incident.objects.in_hand_of(user).select_related("event_type", "event_rule", "on_behalf", "reporter")
    in_hand = in_hand if is_fresh else in_hand.filter(on_behalf=None)
    old_since = timezone.now() - datetime.timedelta(days=ServiceStandard.at(user.organisation_id).draft_days)
    sent = list(own.sent().order_by("-submitted_at")[: ON_HOME + 1])
    return {
        "drafts": [
            _draft(draft, old_since)
            for draft in in_hand.filter(status=Status.DRAFT, kind=Kind.INCIDENT).order_by("-started_at")[:ON_HOME]
        ],
        "written_for": list(filing.written_for(user)[:ON_HOME]),
        "reports": [standing(incident) for incident in sent[:ON_HOME]],
        "has_more_reports": len(sent) > ON_HOME,
    }


@open_to(Right.REPORT)
@require_safe
def own_reports(request):
    """All that this person sent, newest first; older ones by a link that starts after the last one shown."""
    if "q" in request.GET:
        return _found(request)
    own = Incident.objects.own(request.user).select_related("event_type", "event_rule")
    sent = own.sent().order_by("-submitted_at", "-id")
    last = sent.filter(reference=request.GET.get("after", "")[:16].replace("\x00", "")).first()
    if last:
        sent = sent.filter(submitted_at__lt=last.submitted_at)
    rows = list(sent[: PAGE + 1])
    context = caregiver_context(request.user, is_fresh=signing_in.is_fresh(request.session)) | {
        "reports": [standing(incident) for incident in rows[:PAGE]],
        "older": rows[PAGE - 1].reference if len(rows) > PAGE else "",
    }
    return render(request, "boundaries/own_reports.html", context)


def _found(request):
    """Those of her reports that hold the words; a whole reference leads straight to its page."""
    asked, after = asked_for(request), request.GET.get("after", "")
    exact = by_reference(request.user, asked, own=True)
    if exact:
        return HttpResponseRedirect(f"/incidents/{exact.reference}/")
    rows = Incident.objects.select_related("event_type", "event_rule")
    found, following = find(request.user, asked, after=after, limit=PAGE, rows=rows, own=True)
    context = {
        "q": asked,
        "reports": [standing(incident) for incident in found],
        "empty": nothing_found(asked, goes_on=bool(following)),
        "first": address("own_reports", asked) if after else "",
        "next": address("own_reports", asked, following) if following else "",
    }
    return render(request, "boundaries/own_found.html", context)


def standing(incident) -> dict:
    """One report as its reporter sees it in a list."""
    status = Status(incident.status)
    return {
        "incident": incident,
        "kind": words.kind_in_words(incident),
        "word": words.STANDING[status],
        "tone": words.STANDING_TONE.get(status, ""),
        "sentence": label("states_for_reporter", status),
        "waits": status in (Status.SUBMITTED, Status.ESCALATED) and incident.due_at is not None,
    }


def _draft(draft, old_since):
    answered = draft.answers.count() if draft.kind == Kind.INCIDENT else 0
    for_whom = draft.reporter.short_name if filing.filing_of(draft) else ""
    row = {"draft": draft, "kind": words.kind_in_words(draft), "for_whom": for_whom}
    row["steps"] = len(steps_of(draft.protocol_version_id)) if draft.protocol_version_id else 0
    row["step"] = min(answered + 1, row["steps"])
    return row | {"is_old": draft.started_at < old_since}

"""Proof: do all records still match their history, and is this print the record as it stands."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.roles import Right
from supervision.exports.record import record_document
from supervision.exports.store import record_digest
from supervision.forms.verify import PrintForm
from supervision.integrity import last_verification, verify_organisation
from supervision.models import Export
from supervision.moments import Clock
from supervision.reader import find

MOST_FINDINGS = 50


@open_to(Right.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """POST checks everything, or with a reference compares one print; neither shows any content."""
    organisation = request.user.organisation
    checks_print = request.method == "POST" and "reference" in request.POST
    form = PrintForm(request.POST if checks_print else None)
    context = {"form": form}
    if checks_print and form.is_valid():
        context["print"] = _compare(request.user, **form.cleaned_data)
    elif request.method == "POST" and not checks_print:
        report = verify_organisation(organisation, request.user)
        context |= {"report": report, "findings": report.findings[:MOST_FINDINGS]}
    verified = last_verification(organisation)
    if verified:
        context |= {"verified": verified, "verified_when": Clock(organisation).full(verified.at)}
    return render(request, "supervision/verify.html", context)


def _compare(user, *, reference, digits) -> dict:
    """`same`, `older` (handed out by us, the record went on) or `unknown`; a record out of sight is unknown too."""
    incident = find(user, reference)
    if incident is None:
        return {"verdict": "unknown", "reference": reference}
    if any(digest.startswith(digits) for digest in _digests(incident)):
        return {"verdict": "same", "reference": reference}
    export = incident.exports.filter(record_digest__startswith=digits).order_by("-at").first()
    if export:
        when = Clock(incident.organisation).full(export.at)
        return {"verdict": "older", "reference": reference, "when": when}
    return {"verdict": "unknown", "reference": reference}


def _digests(incident):
    """Of every print that this record gives now: each language, with and without names."""
    for language, _name in settings.LANGUAGES:
        for profile in Export.Profile.values:
            yield record_digest(record_document(incident, language=language, profile=profile))

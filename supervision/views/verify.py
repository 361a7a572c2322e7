"""Proof: do all records still match their history, and is this print the record as it stands."""

from django.conf import settings
from django.http import FileResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.roles import Right
from audit.bundle import OFFLINE, CannotBeBundled
from supervision.exports.record import record_document
from supervision.exports.store import record_digest
from supervision.forms.verify import DocumentForm, PrintForm
from supervision.integrity import last_verification, verify_organisation
from supervision.models import Export
from supervision.moments import Clock
from supervision.proof import printed, standing
from supervision.proof.bundling import bundle_for
from supervision.reader import find

MOST_FINDINGS = 50


def takes_file(view):
    """Says to config/uploading.py that this page receives one."""
    view.takes_file = True
    return view


@takes_file
@open_to(Right.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """POST checks everything, or compares one print, by its digits or as a file; none of them shows any content."""
    context = {"form": PrintForm(), "document_form": DocumentForm()}
    if request.method == "POST":
        context |= _checked(request)
    return _page(request, context)


def _checked(request) -> dict:
    if "reference" in request.POST:
        form = PrintForm(request.POST)
        return {"form": form} | ({"print": _compare(request.user, **form.cleaned_data)} if form.is_valid() else {})
    if "compare" in request.POST or request.FILES:
        form = DocumentForm(request.POST, request.FILES)
        return {"document_form": form} | ({"print": _compare_file(request.user, form)} if form.is_valid() else {})
    report = verify_organisation(request.user.organisation, request.user)
    return {"report": report, "findings": report.findings[:MOST_FINDINGS]}


def _page(request, context, status=200):
    organisation = request.user.organisation
    clock = Clock(organisation)
    context["checkpoint"] = standing.last(organisation, clock)
    if verified := last_verification(organisation):
        context |= {"verified": verified, "verified_when": clock.full(verified.at)}
    return render(request, "supervision/verify.html", context, status=status)


@open_to(Right.REGISTER)
@require_POST
def bundle(request):
    """The verifiable bundle of what this person may see; the export is recorded."""
    try:
        file = bundle_for(request.user)
    except CannotBeBundled:
        context = {"form": PrintForm(), "document_form": DocumentForm(), "cannot_be_bundled": True}
        return _page(request, context, status=409)
    return _download(file, "doorstep-bundle.zip")


@open_to(Right.REGISTER)
@require_safe
def program(request, name):
    """What checks a bundle, from here rather than from the bundle."""
    return _download((OFFLINE / name).open("rb"), name)


def _download(file, name):
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response.response_class = "file"  # its headers: config/middleware.py
    return response


def _compare_file(user, form) -> dict:
    found = printed.compared(user, form.cleaned_data["document"].file, _digests)
    if export := found.pop("export", None):
        found["when"] = Clock(export.organisation).full(export.at)
    return found


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

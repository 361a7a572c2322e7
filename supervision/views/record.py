"""The record as a document: choosing language and names, and the file itself."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.roles import Right
from audit.door import record
from audit.errors import NotPermitted
from supervision.exports.render import CannotRender
from supervision.exports.store import NAMES, NEEDED, stored_record
from supervision.forms.export import ExportForm
from supervision.models import Export
from supervision.views.found import with_incident

Profile = Export.Profile


@open_to(Right.EXPORT_RECORD)
@require_safe
@with_incident
def export(request, reader):
    """The choice; its form sends to record.pdf."""
    return _choice(request, reader, ExportForm(by=request.user, own=reader.is_reporter))


@open_to(Right.EXPORT_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
@with_incident(related=NAMES, only=NEEDED)
def record_pdf(request, reader):
    """The file. By GET without names only: a reason to see names does not belong into an address."""
    data = request.POST if request.method == "POST" else _asked(request)
    if data.get("profile") == Profile.IDENTIFIED and not _may_see_names(request, reader):
        raise PermissionDenied
    form = ExportForm(data, by=request.user, own=reader.is_reporter)
    if not form.is_valid():
        return _choice(request, reader, form, status=400)
    try:
        own = {"profile": Profile.REPORTER} if reader.is_reporter else {}
        return _file(request, reader.incident, **form.cleaned_data | own)
    except CannotRender as trouble:
        return _trouble(request, reader, trouble)
    except NotPermitted:
        raise PermissionDenied


def _asked(request):
    defaults = {"language": request.user.language, "profile": Profile.PSEUDONYMISED, "reason": ""}
    return defaults | {name: request.GET[name] for name in ("language", "profile") if name in request.GET}


def _may_see_names(request, reader):
    return request.method == "POST" and request.user.has_right(Right.EXPORT_IDENTIFIED) and not reader.is_reporter


def _file(request, incident, *, language, profile, reason):
    """Rendered or from the store; handed out only with its event written."""
    pdf, digest = stored_record(incident, language=language, profile=profile)
    record(incident, "export", by=request.user, language=language, profile=profile, record_digest=digest, reason=reason)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.response_class = "file"  # its headers: config/middleware.py
    response["Content-Disposition"] = f'attachment; filename="{incident.reference}.pdf"'
    return response


def _choice(request, reader, form, *, status=200):
    context = {"reader": reader, "incident": reader.incident, "form": form}
    return render(request, "supervision/export.html", context, status=status)


TROUBLE = {
    "too_long": gettext_lazy("This record is too long to print. Please tell your administrator."),
    "unavailable": gettext_lazy("This machine cannot draw documents: a system library is missing."),
}


def trouble_in_words(trouble) -> str:
    return str(TROUBLE.get(trouble.code) or _("The document could not be made now. Please try again in a minute."))


def _trouble(request, reader, trouble):
    words = trouble_in_words(trouble)
    return render(request, "supervision/no_document.html", {"incident": reader.incident, "words": words}, status=503)

"""The record as a document by API, under the rules of its page; what goes wrong is said as JSON."""

from django.core.exceptions import PermissionDenied, ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.taking_in import form_data, sent_object
from accounts.api.view import as_file
from accounts.roles import Right
from audit.door import record
from supervision.api.found import IncidentView
from supervision.exports.render import CannotRender
from supervision.exports.store import NAMES, NEEDED, stored_record
from supervision.forms.export import ExportForm
from supervision.models import Export
from supervision.views.record import trouble_in_words

Profile = Export.Profile
ASKED = ("language", "profile", "reason")
PARAMETERS = [
    OpenApiParameter("language", str, description="In which of the six languages; else the caller's."),
    OpenApiParameter("profile", str, enum=[Profile.PSEUDONYMISED.value], description="With names: send it by POST."),
    OpenApiParameter("reason", str, description="What it is for."),
]


class _WithNames:
    """Beside the view, so that its POST is not done once only: every file handed out is an event of its own."""

    @extend_schema(request=dict, responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def post(self, request, reference):
        """The document with names: `profile` identified, and a `reason`, which does not belong into an address."""
        return self.document(request, reference, form_data(sent_object(request)).dict())


class RecordPdf(_WithNames, IncidentView):
    access = Access(rights=frozenset({Right.EXPORT_RECORD}))
    throttle_scope = "heavy"

    @extend_schema(parameters=PARAMETERS, responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request, reference):
        """The document without names; the reporter gets her own copy. Handing it out is recorded."""
        return self.document(request, reference, request.GET.dict())

    def document(self, request, reference, asked):
        reader = self.found(reference, NAMES, NEEDED)
        if asked.get("profile") == Profile.IDENTIFIED and not self._may_see_names(reader):
            raise PermissionDenied
        defaults = {"language": request.user.language, "profile": Profile.PSEUDONYMISED, "reason": ""}
        data = defaults | {name: asked[name] for name in ASKED if name in asked}
        form = ExportForm(data, by=request.user, own=reader.is_reporter)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        own = {"profile": Profile.REPORTER} if reader.is_reporter else {}
        try:
            return _handed_out(reader, **form.cleaned_data | own)
        except CannotRender as trouble:
            return Response({"code": trouble.code, "detail": trouble_in_words(trouble)}, status=503)

    def _may_see_names(self, reader):
        user = self.request.user
        return self.request.method == "POST" and user.has_right(Right.EXPORT_IDENTIFIED) and not reader.is_reporter


def _handed_out(reader, *, language, profile, reason):
    """Rendered or from the store; handed out only with its event written."""
    row = reader.incident
    pdf, digest = stored_record(row, language=language, profile=profile)
    record(row, "export", by=reader.user, language=language, profile=profile, record_digest=digest, reason=reason)
    return as_file(pdf, content_type="application/pdf", name=f"{row.reference}.pdf")

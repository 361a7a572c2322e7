"""The auditor's part of the API: the register, the same as a table, and the check of all records."""

from django.core.exceptions import ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.paging import page_of
from accounts.api.place import place_in
from accounts.api.view import DoorstepView
from accounts.roles import Right
from boundaries.pseudonyms import pseudonym
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision import register
from supervision.api import lists
from supervision.api.waiting import AFTER, capped
from supervision.forms.register import RegisterFilter
from supervision.forms.register_columns import ColumnsForm
from supervision.integrity import verify_organisation
from supervision.register_file import register_file
from supervision.register_sheet import KIND, register_sheet
from supervision.views.verify import MOST_FINDINGS

FILTERS = [OpenApiParameter(name, str) for name in RegisterFilter.base_fields]
COLUMNS = OpenApiParameter("columns", str, description="Which columns, by name, with commas; all where none is named.")


class Auditing(DoorstepView):
    access = Access(rights=frozenset({Right.REGISTER}))

    def filter(self) -> RegisterFilter:
        """A value that nobody offered is said to be wrong, not ignored."""
        return self._valid(RegisterFilter(self.request.GET, organisation=self.request.user.organisation))

    def taken(self, made):
        """All of what the filters leave, by `made`, with the columns asked for."""
        form, columns = self.filter(), self._valid(ColumnsForm(self.request.GET))
        return made(self.request.user, form.narrowed(), form.on_record, columns.shown)

    @staticmethod
    def _valid(form):
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return form


class Register(Auditing):
    @extend_schema(parameters=[*FILTERS, AFTER], responses=lists.RegisterShape)
    def get(self, request):
        """Every sent record, newest first, without names."""
        rows = register.listed(request.user, self.filter().narrowed())
        found, place = register.page(rows, place_in(request))
        count = capped(register.count(rows), register.CAP)
        return Response(page_of(request, [_as_row(row) for row in found], place) | {"count": count})


class RegisterTable(Auditing):
    throttle_scope = "heavy"

    @extend_schema(parameters=[*FILTERS, COLUMNS], responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request):
        """All of what the filters leave, as a table. That it was taken is recorded."""
        return self.taken(register_file)


class RegisterSheet(Auditing):
    throttle_scope = "heavy"

    @extend_schema(parameters=[*FILTERS, COLUMNS], responses={(200, KIND): OpenApiTypes.BINARY})
    def get(self, request):
        """The same as a spreadsheet with real dates. That it was taken is recorded."""
        return self.taken(register_sheet)


class Verification(Auditing):
    throttle_scope = "heavy"

    @extend_schema(responses=lists.VerifiedShape)
    def get(self, request):
        """Check every chain and content of the organisation now. The check itself is recorded."""
        report = verify_organisation(request.user.organisation, request.user)
        findings = [{"where": found.where, "what": found.what} for found in report.findings[:MOST_FINDINGS]]
        counts = {"events": report.events, "chains": report.chains, "contents": report.contents}
        told = {"findings_count": len(report.findings), "findings": findings}
        return Response({"is_sound": not report.findings} | counts | told)


def _as_row(row):
    return {
        "reference": row.reference,
        "submitted_at": row.submitted_at,
        "kind": row.kind,
        "title": kind_in_words(row),
        "team": row.team.name if row.team_id else "",
        "client": row.client.code if row.client_id else "",
        "reporter": pseudonym(row),
        "status": row.status,
        "status_label": label("states", row.status),
        "outcome": row.outcome,
        "outcome_label": label("outcomes", row.outcome),
        "safety_concern": row.safety_concern,
    }

"""Steps of a sent report by API: what an early report left open is answered once, and never changed."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.taking_in import form_data
from accounts.api.view import DoorstepView
from accounts.roles import Right
from audit.door import record
from boundaries import guards
from boundaries.api import bodies, shapes
from boundaries.forms import StepForm
from boundaries.guided import offered
from boundaries.views.receipt import own_sent
from policies.models import DirectoryEntry


class StepLater(DoorstepView):
    access = Access(rights=frozenset({Right.REPORT}))
    incident = None

    def reason_text(self, code):
        return guards.reason_text(code, self.incident)

    @extend_schema(request=bodies.STEP, responses={200: shapes.StepSavedShape})
    def put(self, request, reference, number):
        """Answer one step that was left open when someone was in danger. Sent again, it is refused (409)."""
        self.incident = incident = own_sent(request.user, reference)
        if incident.protocol_version_id is None:
            raise Http404
        clause = incident.protocol_version.clauses.filter(number=number).exclude(answer_kind="document").first()
        if clause is None:
            raise Http404
        entries = offered(clause, DirectoryEntry.objects.offered_to(incident.organisation))
        form = StepForm(form_data(request.data), draft=incident, clause=clause, entries=entries)
        if not form.is_valid() or not form.is_filled:
            raise ValidationError(form.errors or {"answer": [_("Choose an answer.")]})
        record(incident, "answer_later", by=request.user, clause=clause, **form.as_answer())
        row = incident.answers.get(clause=clause)
        return Response(shapes.StepSavedShape({"step": number, "outcome": row.outcome, "revision": row.revision}).data)

"""What is asked of me in person, by API: the list, one question to a colleague, and her answer."""

from django.core.exceptions import ValidationError
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.taking_in import form_data, sent_object
from accounts.api.view import DoorstepView
from audit.door import record
from boundaries import guards
from supervision.api import lists
from supervision.consultations import standing
from supervision.consultations.asked import done_lines, line_of, open_lines
from supervision.consultations.forms import AdviceForm
from supervision.moments import Clock

NAMES = (
    "id", "kind", "what", "url", "question", "extract", "language", "asked_at", "due_at", "is_late", "answer", "answered_at",
)  # fmt: skip


class Asked(DoorstepView):
    @extend_schema(responses=lists.AllAskedShape)
    def get(self, request):
        """What waits for my view or advice, and what I said earlier."""
        results = [_as_asked(line, is_open=True) for line in open_lines(request.user)]
        results += [_as_asked(line, is_open=False) for line in done_lines(request.user)]
        return Response({"results": results})


class OneAsked(DoorstepView):
    """A question to me as a colleague; nothing of the record is told with it."""

    @extend_schema(responses=lists.AskedShape)
    def get(self, request, consultation_id):
        """The question and the extract."""
        return Response(_told(self.found(consultation_id), request.user))

    @extend_schema(request=dict, responses={200: lists.AskedShape})
    def post(self, request, consultation_id):
        """Answer it, once: `answer` and the `language` in which it is written."""
        found = self.found(consultation_id)
        form = AdviceForm(form_data(sent_object(request)))
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        record(found.incident, "answer_consultation", by=request.user, consultation=found.pk, **form.cleaned_data)
        return Response(_told(self.found(consultation_id), request.user))

    def found(self, key):
        rows = standing.asked_of(self.request.user).select_related("incident__organisation", "asked_by")
        found = rows.filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    def reason_text(self, code):
        return guards.reason_text(code)


def _told(row, user):
    line = line_of(row, "consultation", standing.due_times([row]).get(row.pk), Clock(user.organisation))
    return _as_asked(line, is_open=standing.awaits_answer(row))


def _as_asked(line, *, is_open):
    return {name: line[name] for name in NAMES} | {"what": str(line["what"]), "is_open": is_open}

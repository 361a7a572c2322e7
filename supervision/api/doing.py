"""Every verb and act by API, under the same names, with the same forms and in the same order of refusals as its page."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.taking_in import form_data, sent_object
from boundaries.models import Incident
from policies.builtin import label
from supervision.api import shapes
from supervision.api.found import IncidentView
from supervision.api.telling import acts
from supervision.composer.deeds import composing
from supervision.doing import Deed, deed
from supervision.reader import Reader, find


def do(asked: Deed, reader, request) -> str:
    """Do it with what was sent; returns the sentence that says so. Raises what refuses it, faults by field included."""
    asked.refuse(reader)
    form = asked.form(reader, form_data(sent_object(request)))
    if not asked.is_done(reader, form):
        raise ValidationError(form.errors.as_data())
    return str(form.done)


class Doing(IncidentView):
    @extend_schema(request=dict, responses={200: shapes.StandingShape})
    def post(self, request, reference, name):
        """Do this with the incident: the fields are those of the form on its page."""
        reader = self.found(reference)
        done = do(composing(reader) if name == "compose" else deed(name), reader, request)
        if reader.led_to is not None:  # another record came of it
            reader.incident = reader.led_to
        return Response(_standing(reader) | {"detail": done})


def _standing(reader):
    """As it stands now, which its doer may be told even where it is no longer hers to see."""
    row = Incident.objects.only("reference", "status", "due_at").get(pk=reader.incident.pk)
    still_there = find(reader.user, row.reference)
    return {
        "reference": row.reference,
        "status": row.status,
        "status_label": label("states", row.status),
        "due_at": row.due_at,
        "acts": acts(Reader(still_there, reader.user)) if still_there else [],
    }

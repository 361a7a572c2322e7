"""A report that found no policy joins the open gap of its kind of event: counted, never shown (HU.4).

Not one that goes past the line: whoever owns policies may be who it is about, and learns not even that there is one.
"""

from audit.inserting import insert
from boundaries.choices import Route
from boundaries.models import GapIncident
from policies import feedback
from policies.models import PolicyFeedback


def join(incident) -> PolicyFeedback | None:
    """The gap that this report has opened; None where it tells of none, or the gap stood already."""
    if incident.route == Route.INDEPENDENT or not found_no_policy(incident):
        return None
    if GapIncident.objects.filter(incident=incident).exists():
        return None
    gap, is_new = feedback.open_gap(incident.organisation_id, incident.event_type_id)
    insert(GapIncident(feedback=gap, incident=incident))
    return gap if is_new else None


def found_no_policy(incident) -> bool:
    return any(answer.data.get("no_policy") for answer in incident.answers.all())

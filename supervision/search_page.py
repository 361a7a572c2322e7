"""Finding an incident from the queue: what is shown of each is what the queue's rows show."""

from boundaries.models import Incident
from supervision.queue import COLUMNS

ROWS = Incident.objects.select_related("client", "event_type", "reporter", "assignee").only(*COLUMNS)

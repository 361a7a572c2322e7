"""Who hears that a name was asked for and what came of it: functions for the table in supervision/notices.py."""

from boundaries.models import Reveal
from supervision import assignment


def deciding(incident, happening):
    return assignment.deciders(incident, besides=happening.by)


def asking(incident, happening):
    return [Reveal.objects.select_related("asked_by").get(pk=happening.details["reveal"]).asked_by]

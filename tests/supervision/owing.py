"""What is owed to the reporter in a story, whatever else somebody has to do there."""

from supervision import obligations


def owed(incident):
    """Open obligations that count towards the reporter; not the translator's or a follow-up."""
    return incident.deadlines.open().filter(kind__in=obligations.COUNTED)

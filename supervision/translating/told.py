"""Who hears that a text was translated: whoever could not read it. A function for the table in supervision/notices.py."""

from supervision.translating.texts import text_of


def waiting(incident, happening):
    """The assignee for what the reporter wrote, the reporter for what was written to her."""
    text = text_of(incident, happening.details["subject"])
    return [incident.assignee if text is None or text.is_reporters else incident.reporter]

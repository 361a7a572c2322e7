"""What an inspector would miss, as each side reads it: with the way to add it, asked of the reporter as a favour."""

from django.urls import reverse

from boundaries.acts import SENT
from boundaries.documents import in_words, missing_documents
from supervision.buttons import address, is_possible

LATER = "decision"


def documents(reader) -> list[dict]:
    """[{code, text, url}]; the reporter is asked only while she can still add something."""
    incident = reader.incident
    if reader.is_reporter and incident.status not in SENT:
        return []
    return [
        {"code": code, "text": in_words(code, incident), "url": _way(reader, code)}
        for code in missing_documents(incident)
    ]


def _way(reader, code) -> str:
    incident = reader.incident
    if incident.status not in SENT:
        return ""
    if code == "care_record":
        return address(incident, "entry") if is_possible("enter_in_care_record", reader) else ""
    if reader.is_reporter and (code == LATER or code.startswith("step_")):
        return reverse("answer_later", args=[incident.reference])
    return address(incident, "add") if is_possible("add_information", reader) else ""

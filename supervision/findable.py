"""What the search finds of a conversation: what people wrote, never the system's own sentences."""

from audit.door import declare_consequences
from boundaries.search.keeping import keep_findable, keep_first
from boundaries.search.words import declare_words, texts_by_incident
from supervision.models import Message

# after sending, all that adds words or changes whose work it is
EVENTS = (
    "incident_acknowledged", "message_sent", "reporter_wrote", "information_added", "answer_added",
    "follow_up_sent", "message_corrected", "sign_sent",
    "incident_decided", "incident_resolved", "incident_reopened", "deadline_reminded", "deadline_breached",
    "silence_noticed",
)  # fmt: skip


def messages(incidents) -> dict[object, list[str]]:
    return texts_by_incident(Message.objects.filter(incident__in=incidents, author__isnull=False), "body")


def declare():
    """After the other consequences: the search reads what they wrote."""
    declare_words(messages)
    declare_consequences({"incident_submitted": [keep_first]} | {event: [keep_findable] for event in EVENTS})

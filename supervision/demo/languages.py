"""One report of the demo that Tom translates for Sam, and one behind a pseudonym, whose name Sam asks for."""

from datetime import timedelta

from audit.door import record
from boundaries.models import Incident
from supervision.demo.stories import Entry, Story
from supervision.translating.texts import texts_of

UKRAINIAN = {
    "reporter": "oksana", "client": "K-058", "event": "extra_tasks", "when": "-6h", "condition": "no",
    "fields": {
        "request_verbatim": "«Помийте ще вікна, це ж недовго».",
        "what_happened": "Пан просить мити вікна після кожного візиту. Я сказала, що цього немає в плані.",
    },
    "reason": "Донька приїде в неділю.",
}  # fmt: skip
IN_ENGLISH = {
    "request_verbatim": "“Wash the windows too, it will not take long.”",
    "what_happened": "He asks me to wash the windows after every visit. I said that this is not in the plan.",
}
BEHIND = {
    "reporter": "grace", "client": "K-045", "event": "family_pressure", "when": "-5h", "condition": "no",
    "fields": {
        "behind_pseudonym": True, "started_by": "relative", "expectation": "protection",
        "request_verbatim": "“If you tell the office, my mother will have somebody else by Monday.”",
        "what_happened": "The son wants her medicine given earlier than the plan says, and nobody is to know.",
    },
    "reason": "He leaves for work at six.",
}  # fmt: skip
REASON = "The son has to be spoken to by somebody who knows exactly what he said."


def entries(demo, now) -> list[Entry]:
    """Both reports, and hours later the translation and the question."""
    told, behind = Story(UKRAINIAN, demo, now), Story(BEHIND, demo, now)
    later = now - timedelta(hours=3)
    return [
        *told.entries(),
        *behind.entries(),
        Entry(later, lambda: _translate(_of(told), demo.people["tom"])),
        Entry(later, lambda: record(_of(behind), "ask_reveal", by=demo.people["sam"], reason=REASON)),
    ]


def _of(story):
    return Incident.objects.get(pk=story.incident.pk)


def _translate(incident, by):
    for text in texts_of(incident):
        if text.field in IN_ENGLISH:
            english = IN_ENGLISH[text.field]
            record(incident, "translate", by=by, subject=text.key, language="en", text=english)

"""One report of the demo that Tom translates for Sam, and one behind a pseudonym, whose name Sam asks for."""

from datetime import timedelta

from audit.door import record
from boundaries.models import Incident
from supervision.demo.stories import Story
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


def tell_all(demo, now, move) -> None:
    """After the other stories: each in its own time, hours ago."""
    told = [_sent(row, demo, now, move) for row in (UKRAINIAN, BEHIND)]
    move(now - timedelta(hours=3))
    _translate(told[0], demo.people["tom"])
    record(told[1], "ask_reveal", by=demo.people["sam"], reason=REASON)
    move(now)


def _sent(row, demo, now, move):
    story = Story(row, demo, now)
    for entry in story.entries():
        move(entry.at)
        entry.tell()
    return Incident.objects.get(pk=story.incident.pk)


def _translate(incident, by):
    for text in texts_of(incident):
        if text.field in IN_ENGLISH:
            english = IN_ENGLISH[text.field]
            record(incident, "translate", by=by, subject=text.key, language="en", text=english)

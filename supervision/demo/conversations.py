"""What the conversations of the demo hold beside answers: a gentle word, a correction, notes, a question after the end."""

from datetime import timedelta

from audit.door import record
from boundaries.choices import Status
from boundaries.models import Incident
from boundaries.paper import filing
from policies.builtin import prepared_text
from policies.models import EventType
from supervision import links, reply_drafts
from supervision.demo.stories import Entry
from supervision.models import Message

NOTE = "She sounded tired on the phone. Let us look at her shifts together before we answer more."
BETTER = "One word was wrong in my last message: the office number is answered day and night, not only in the daytime."
AGAIN = "Újra megkérdezte a számomat. Ugyanúgy válaszoljak, mint a múltkor?"
BEGUN = "Thank you for asking first. What would feel right to you"


def entries(demo, now) -> list[Entry]:
    """All of it in the last quarter of an hour, after the stories."""
    sam, cara = demo.people["sam"], demo.people["cara"]
    return [
        Entry(now - timedelta(minutes=14), lambda: _correct(sam)),
        Entry(now - timedelta(minutes=11), lambda: _ask_after_the_end(cara)),
        Entry(now - timedelta(minutes=8), lambda: _note_and_sign(sam)),
        Entry(now - timedelta(minutes=6), lambda: _print_a_form(cara)),
        Entry(now - timedelta(minutes=5), lambda: _begin_an_answer(sam)),
    ]


def _of(person, *statuses):
    rows = Incident.objects.filter(assignee=person, status__in=statuses, kind="incident")
    return rows.exclude(reporter=person).order_by("submitted_at")


def _correct(sam):
    incident = _of(sam, Status.ACKNOWLEDGED).last()
    old = incident.messages.filter(author=sam).order_by("sent_at").last()
    record(incident, "correct", by=sam, message=str(old.pk), body=f"{old.body} {BETTER}", language=old.language)


def _note_and_sign(sam):
    """Beside the newest report: between colleagues, and a nod to its reporter."""
    incident = _of(sam, Status.SUBMITTED).last()
    record(incident, "note", by=sam, body=NOTE, language="en")
    words = {"kind": Message.Kind.SIGN, "body": prepared_text("sign", incident.language), "language": incident.language}
    record(incident, "sign", by=sam, **words)


def _ask_after_the_end(cara):
    """The client asked again, and the first record is finished."""
    closed = Incident.objects.filter(reporter=cara, status=Status.CLOSED, kind="incident").order_by("submitted_at").first()
    links.ask_about(closed, cara, body=AGAIN, language="hu")


def _begin_an_answer(sam):
    incident = _of(sam, Status.SUBMITTED).first()
    reply_drafts.keep(incident, sam, kind=Message.Kind.QUESTION, body=BEGUN, language="en", promised_at=None)


def _print_a_form(cara):
    """For the next house without a connection."""
    filing.make_sheet(cara, language=cara.language, event_type=EventType.objects.get(key="phone_number"))

"""Walls beat notices: nobody named hears, no name behind a pseudonym travels, and not a word of content leaves."""

import pytest
from django.core.management import call_command

from audit.door import perform, record
from audit.models import OutboxItem
from boundaries.models import NamedPerson
from supervision import clock
from supervision.cadence import change_cadence
from supervision.models import Absence, Notice
from supervision.told_because import in_words, reason_for
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import page

pytestmark = pytest.mark.django_db
PLANTED = "planted-token"


def told(mailbox):
    """Every mail as it went over the wire, in all its parts."""
    call_command("worker", "--once")
    parts = [part.get_content() for mail in mailbox.messages for part in mail.iter_parts()]
    return "\n".join([*parts, *(str(mail["Subject"]) for mail in mailbox.messages)])


def story(cara, sam, lena, **fields):
    """A record on which everything that people write carries the planted word."""
    said, result = stories.message(f"{PLANTED} reply"), {"body": f"{PLANTED} end", "language": "en"}
    incident = stories.submitted(cara, what_happened=f"{PLANTED} event", request_verbatim=f"{PLANTED} words", **fields)
    perform(incident, "acknowledge", by=sam, message=said)
    record(incident, "write", by=cara, body=f"{PLANTED} message", language="en")
    record(incident, "add_information", by=cara, text=f"{PLANTED} more", language="en")
    perform(incident, "escalate", by=sam, to=lena, reason=f"{PLANTED} reason")
    perform(incident, "decide", by=lena, reason=f"{PLANTED} why", message=said, next_person=sam)
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message=result, **stories.RESULT | {"reason": f"{PLANTED} result"})
    perform(incident, "reopen", by=cara, reason=f"{PLANTED} again")
    return incident


@pytest.mark.parametrize("cadence", ["at_once", "daily"])
def test_no_word_of_content_leaves_by_mail_or_inbox(cara, sam, lena, client_k, mailbox, time_machine, cadence):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    for person in (cara, sam, lena):
        change_cadence(person, cadence)
    story(cara, sam, lena, client=client_k)
    time_machine.move_to("2026-03-03 09:00Z", tick=False)
    clock.run()
    text = told(mailbox)
    assert len(mailbox.messages) >= 3
    for person in (cara, sam, lena):
        text += page(person, "/notices/") + str(get(person, "/api/v1/notices/"))
    for secret in (PLANTED, "Ilona", "K-031", "Halász", "Cara H"):
        assert secret not in text.replace("Cara H. ·", "").replace("<strong>Cara Halász</strong>", "")
    assert "words" not in str(list(OutboxItem.objects.values_list("payload", flat=True)))


def test_nobody_who_is_part_of_the_event_is_told(cara, sam, lena, tom, mailbox, time_machine):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara, named=[sam])
    time_machine.move_to("2026-03-04 09:00Z", tick=False)
    clock.run()
    record(incident, "add_information", by=cara, text="More", language="en")
    assert not Notice.objects.filter(user=sam, incident=incident).exists()
    told(mailbox)
    assert "sam@north.example" not in {mail.recipients[0] for mail in mailbox.messages}


def test_whoever_is_named_after_it_was_written_gets_no_mail_and_no_line(cara, sam, mailbox):
    incident = stories.submitted(cara)
    NamedPerson.objects.create(incident=incident, user=sam)
    assert incident.reference not in told(mailbox)
    assert incident.reference not in page(sam, "/notices/")


@pytest.fixture
def away(sam, tom, time_machine):
    """Sam is away today, and Tom covers."""
    import datetime

    from django.utils import timezone

    now = timezone.now()
    span = {"starts_at": now - datetime.timedelta(hours=1), "ends_at": now + datetime.timedelta(days=3)}
    return Absence.objects.create(organisation=sam.organisation, staff=sam, cover=tom, entered_by=sam, **span)


def test_whoever_covers_is_told_for_whom(cara, sam, tom, away, mailbox):
    tom.language = "en"
    tom.save()
    incident = stories.submitted(cara)
    notice = Notice.objects.filter(incident=incident, user=tom).order_by("created_at").first()
    assert (notice.why, notice.why_person) == ("cover", sam)
    assert in_words(notice) == "because you cover for Sam F."
    assert "because you cover for Sam F." in told(mailbox)


def test_a_covered_person_of_the_event_is_not_named(cara, sam, tom, lena, away):
    incident = stories.submitted(cara, named=[sam])
    incident.assignee = tom
    incident.assignments.update(user=tom, basis="cover")
    code, person = reason_for(incident, tom)
    assert (code, person) == ("cover", None)
    assert in_words(Notice(user=tom, why="cover")) == "because you cover for a colleague"


@pytest.mark.parametrize(
    ("who", "code"), [("cara", "own"), ("sam", "with_you"), ("lena", "leads"), ("rita", "")]
)
def test_everybody_is_told_why(cast, team, who, code):
    incident = stories.submitted(cast["cara"])
    assert reason_for(incident, cast[who])[0] == code


def test_whoever_is_asked_is_told_so(cara, sam, lena):
    incident = stories.escalated(cara, sam, lena)
    assert Notice.objects.filter(incident=incident, user=lena, kind="decision_needed").get().why == "asked"

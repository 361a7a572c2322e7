"""Whatever happens to a record, what leaves for a webhook is five fields, and no word or name that anybody wrote."""

import datetime
import json

import pytest
from django.utils import timezone

from audit.door import perform, record
from audit.models import AuditEvent, OutboxItem
from supervision import clock, delivery
from supervision.models import Deadline
from supervision.webhooks.announcing import EVENTS, announce
from tests import stories
from tests.audit.test_no_content import TEXTS
from tests.supervision.planting import PLANTED, everything_beside, planted, said

NAMES = ("Cara", "Halász", "Sam", "Fekete", "Lena", "Lund", "Tom", "Novák", "Ilona", "Szabó", "K-031", "north", "phone")


@pytest.fixture
def told(cara, sam, lena, tom, client_k, mailbox, webhook, receiver, time_machine):
    """A long story, a short one, one that nobody answers, all that happens beside; everything that the receiver got."""
    time_machine.move_to("2026-03-02 08:00Z")
    incident = stories.submitted(cara, client=client_k, named=[], **planted(*TEXTS))
    record(incident, "add_information", by=cara, text=next(PLANTED), language="hu")
    perform(incident, "acknowledge", by=sam, message=said())
    record(incident, "write", by=cara, body=next(PLANTED), language="hu")
    record(incident, "answer", by=sam, **said())
    perform(incident, "escalate", by=sam, to=lena, reason=next(PLANTED))
    perform(incident, "decide", by=lena, reason=next(PLANTED), next_person=sam, message=said())
    result = {"body": next(PLANTED), "language": "en"}
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message=result, **(stories.RESULT | planted("reason", "need_served")))
    perform(incident, "reopen", by=cara, reason=next(PLANTED))
    record(incident, "answer", by=sam, **said())
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message=result, **(stories.RESULT | planted("reason", "need_served")))
    record(incident, "agree", by=cara)
    enter_and_close(incident, cara, sam)
    perform(stories.submitted(cara, **planted("what_happened")), "withdraw", by=cara, reason=next(PLANTED))
    stories.submitted(cara, **planted("what_happened"))
    for moment in (Deadline.objects.open().get().remind_at, Deadline.objects.open().get().due_at):
        time_machine.move_to(moment + datetime.timedelta(minutes=1))
        clock.run()
    everything_beside(cara, sam, lena, tom, time_machine)
    delivery.deliver_due()
    return incident, receiver.requests


def enter_and_close(incident, reporter, supervisor):
    record(incident, "enter_in_care_record", by=reporter, **planted("reference", "note"))
    stories.say_how_it_was(incident, reporter, **planted("text"))
    perform(incident, "close", by=supervisor, reason=next(PLANTED))


def test_every_event_is_told_and_none_says_anything(told):
    incident, requests = told
    events = {request.said["event"] for request in requests}
    # whose acts need a file or a report in three taps; the payload is made in the one place that the next test asks
    assert set(EVENTS) - events == {"attachment_added", "answer_added"}
    for request in requests:
        assert set(request.said) == {"id", "event", "reference", "at", "organisation"}
    everything = json.dumps([[request.target, request.headers, request.body.decode()] for request in requests])
    assert "zebra" not in everything
    assert [name for name in NAMES if name in everything.replace("phone_number", "")] == []
    assert str(incident.pk) not in everything
    assert next(PLANTED) > "zebra030"


@pytest.mark.parametrize("event", EVENTS)
def test_each_event_is_written_in_the_same_five_fields(event, cara, client_k, webhook):
    incident = stories.submitted(cara, client=client_k, **planted(*TEXTS))
    OutboxItem.objects.all().delete()

    class Happening:
        act = event

    announce(incident, Happening())
    item = OutboxItem.objects.get()
    assert item.payload == {"event": event, "reference": incident.reference, "at": item.payload["at"]}
    assert abs(datetime.datetime.fromisoformat(item.payload["at"]) - timezone.now()) < datetime.timedelta(minutes=1)


def test_each_event_of_the_evidence_is_told_once(told):
    _incident, requests = told
    acts = AuditEvent.objects.filter(act__in=EVENTS).count()
    assert len(requests) == acts == len({request.headers["webhook-id"] for request in requests})

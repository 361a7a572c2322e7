"""Alarms reach phones as well: first and repeated, pressing, for an hour, and no more once somebody takes care of it."""

from django.core.management import call_command

from audit.models import OutboxItem
from boundaries.models import NamedPerson
from supervision.models import Alarm
from tests import stories
from tests.parts.receiver import answer
from tests.supervision.nights import passes

URGENT = {"safety_concern": "yes"}


def work():
    call_command("worker", "--once")


def test_it_rings_and_rings_again_under_one_topic(cara, sam, lena, night, mailbox, receiver, own_phone):
    phone = own_phone(sam)
    incident = stories.submitted(cara, **URGENT)
    work()
    passes(night, 5)
    work()
    alarm = Alarm.objects.get(incident=incident, user=sam)
    said = [phone.read(request) for request in receiver.requests]
    assert [line["url"] for line in said] == [f"/alarms/{alarm.pk}/"] * 2
    assert len({line["tag"] for line in said}) == 1
    heads = [{name: request.headers[name] for name in ("ttl", "urgency")} for request in receiver.requests]
    assert heads == [{"ttl": "3600", "urgency": "high"}] * 2
    assert incident.reference not in str(said)


def test_beside_the_mail_and_not_instead(cara, sam, lena, night, mailbox, receiver, own_phone):
    own_phone(sam)
    stories.submitted(cara, **URGENT)
    receiver.answers = [answer(410)]
    work()
    work()
    items = OutboxItem.objects.filter(recipient_id=sam.pk)
    assert {item.channel: bool(item.sent_at) for item in items} == {"mail": True, "push": False}


def test_the_leads_see_that_it_went(cara, sam, lena, night, mailbox, receiver, own_phone, client):
    own_phone(sam)
    lena.language = "en"
    lena.save()
    incident = stories.submitted(cara, **URGENT)
    work()
    client.force_login(lena)
    page = client.get(f"/incidents/{incident.reference}/").content.decode()
    assert "by push message" in page


def test_whoever_is_named_meanwhile_is_not_told(cara, sam, lena, night, mailbox, receiver, own_phone):
    own_phone(sam)
    incident = stories.submitted(cara, **URGENT)
    NamedPerson.objects.create(incident=incident, user=sam, part="involved")
    work()
    assert receiver.requests == []


def test_whoever_took_care_of_it_is_left_alone(cara, sam, lena, night, mailbox, receiver, own_phone):
    own_phone(sam)
    incident = stories.submitted(cara, **URGENT)
    stories.record(incident, "acknowledge_alarm", by=sam)
    work()
    assert receiver.requests == []

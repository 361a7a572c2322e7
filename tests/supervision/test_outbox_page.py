"""What could not be delivered is shown to leads and administrators, without content, and can be tried again or given up."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from supervision import delivery
from supervision.models import Notice
from supervision.outbox import GIVEN_UP, act_on
from tests import stories

PAGE = "/outbox/"


@pytest.fixture(autouse=True)
def _in_english(lena, ada):
    for person in (lena, ada):
        person.language = "en"
        person.save()


@pytest.fixture
def undelivered(cara, sam, lena, ada, client_k, mailbox, time_machine):
    """Every mail of a report that Sam has to answer was tried in vain until it was parked."""
    return not_delivered(mailbox, time_machine, cara, client=client_k)


def not_delivered(mailbox, time_machine, reporter, **more):
    time_machine.move_to(timezone.now())
    incident = stories.submitted(reporter, **more)
    mailbox.refuse(1000)
    for _ in range(9):
        delivery.deliver_due()
        time_machine.shift(datetime.timedelta(hours=3))
    mailbox.refusals = 0
    return incident


def seen_by(person, path=PAGE):
    client = Client()
    client.force_login(person)
    return client, client.get(path)


def text(response):
    return response.content.decode()


def press(person, name):
    client = Client()
    client.force_login(person)
    item = OutboxItem.objects.get()
    return client.post(reverse("outbox_act", args=[item.pk, name]))


@pytest.mark.parametrize("who", ["lena", "ada"])
def test_it_says_to_whom_by_which_way_how_often_and_why(undelivered, who, request):
    _client, response = seen_by(request.getfixturevalue(who))
    page = text(response)
    for words in ("Mail to Sam", "Tried eight times", "8 times", "The mail server did not take it."):
        assert words in page
    for secret in (undelivered.reference, "phone", "K-", "Cara"):
        assert secret not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("who", ["cara", "sam", "rita", "petra"])
def test_nobody_else_may_look_or_act(undelivered, who, request):
    person = request.getfixturevalue(who)
    assert seen_by(person)[1].status_code == 403
    assert press(person, "retry").status_code == 403
    assert OutboxItem.objects.get().parked_at is not None


def test_another_organisation_sees_nothing_of_it(undelivered, olly):
    assert "Sam" not in text(seen_by(olly)[1])


def test_the_first_page_says_so_until_it_is_mended(undelivered, lena, ada, sam):
    for person, is_told in ((lena, True), (ada, True), (sam, False)):
        assert ("1 message was not delivered" in text(seen_by(person, "/")[1])) is is_told


def test_tried_again_it_goes_once_under_its_former_id(undelivered, lena, mailbox):
    response = press(lena, "retry")
    assert (response.status_code, response.url) == (302, PAGE)
    delivery.deliver_due()
    item = OutboxItem.objects.get()
    assert item.sent_at is not None
    assert [str(item.pk) in message["Message-ID"] for message in mailbox.messages] == [True]
    event = AuditEvent.objects.get(act="delivery_retried")
    assert (event.actor_id, event.data["item"]) == (lena.pk, str(item.pk))
    assert press(lena, "retry").status_code == 404
    delivery.deliver_due()
    assert len(mailbox.messages) == 1


def test_given_up_it_is_neither_shown_nor_sent_any_more(undelivered, ada, mailbox):
    assert press(ada, "give_up").status_code == 302
    page = text(seen_by(ada)[1])
    assert "Everything was delivered" in page
    assert "not delivered</h2>" not in text(seen_by(ada, "/")[1])
    delivery.deliver_due()
    assert (OutboxItem.objects.get().last_error, mailbox.messages) == (GIVEN_UP, [])
    assert AuditEvent.objects.filter(act="delivery_given_up", actor_id=ada.pk).count() == 1


def test_what_fails_and_waits_is_shown_with_its_next_try(cara, sam, lena, mailbox, time_machine):
    time_machine.move_to(timezone.now())
    stories.submitted(cara)
    assert "Mail to Sam" not in text(seen_by(lena)[1])
    mailbox.refuse(1)
    delivery.deliver_due()
    page = text(seen_by(lena)[1])
    assert "Waiting for long" in page
    assert "Next try" in page


def test_what_no_worker_has_touched_for_long_is_shown_too(cara, sam, lena, time_machine):
    time_machine.move_to(timezone.now())
    stories.submitted(cara)
    time_machine.shift(datetime.timedelta(minutes=11))
    assert "0 times" in text(seen_by(lena)[1])


def test_what_goes_past_the_line_is_not_shown_to_it(cara, sam, lena, undelivered):
    OutboxItem.objects.update(channel="independent")
    assert "Mail to Sam" not in text(seen_by(lena)[1])
    assert press(lena, "retry").status_code == 404


def test_whoever_may_no_longer_be_told_is_no_failure(cara, sam, lena, mailbox):
    stories.submitted(cara)
    sam.is_active = False
    sam.save()
    delivery.deliver_due()
    assert OutboxItem.objects.get().parked_at is not None
    assert "Everything was delivered" in text(seen_by(lena)[1])


@pytest.mark.parametrize("who", ["lena", "ada"])
def test_who_is_part_of_it_sees_nothing_of_it(cara, sam, request, who, mailbox, time_machine):
    person = request.getfixturevalue(who)
    not_delivered(mailbox, time_machine, cara, named=[person])
    item = OutboxItem.objects.get(recipient_id=sam.pk)
    for payload in (item.payload, *by_notice(sam)):
        OutboxItem.objects.filter(pk=item.pk).update(payload=payload)
        assert "Mail to" not in text(seen_by(person)[1])
        assert "was not delivered" not in text(seen_by(person, "/")[1])
        for name in ("retry", "give_up"):
            client = Client()
            client.force_login(person)
            assert client.post(reverse("outbox_act", args=[item.pk, name])).status_code == 404
            with pytest.raises(NotPermitted):
                act_on(item, name, person)


def by_notice(person):
    """Payloads that name the record only by way of a notice."""
    notice = str(Notice.objects.get(user=person).pk)
    return {"notice": notice}, {"digest": [notice]}


@pytest.mark.parametrize("who", ["lena", "ada"])
def test_to_whom_is_not_said_where_that_could_tell_who_reported(cara, sam, request, who, mailbox, time_machine):
    person = request.getfixturevalue(who)
    not_delivered(mailbox, time_machine, cara, behind_pseudonym=True)
    page = text(seen_by(person)[1]).split("<main")[1]
    assert "Mail" in page
    assert "Sam" not in page


def test_an_alarm_is_tried_again_but_not_given_up(cara, sam, lena, undelivered):
    item = OutboxItem.objects.get()
    OutboxItem.objects.update(payload=item.payload | {"alarm": str(item.pk)})
    page = text(seen_by(lena)[1])
    assert ("/retry/" in page, "/give_up/" in page) == (True, False)
    assert press(lena, "give_up").status_code == 404
    with pytest.raises(NotNow):
        act_on(item, "give_up", lena)
    assert OutboxItem.objects.get().last_error != GIVEN_UP
    assert press(lena, "retry").status_code == 302

"""What could not be delivered is shown to leads and administrators, without content, and can be tried again or given up."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, OutboxItem
from supervision import delivery
from supervision.outbox import GIVEN_UP
from tests import stories

PAGE = "/outbox/"


@pytest.fixture
def undelivered(cara, sam, lena, ada, client_k, mailbox, time_machine):
    """Every mail of a report that Sam has to answer was tried in vain until it was parked."""
    time_machine.move_to(timezone.now())
    incident = stories.submitted(cara, client=client_k)
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
        assert secret not in page.split("<main")[1]


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

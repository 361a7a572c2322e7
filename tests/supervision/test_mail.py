"""Mails say that something happened and where to look, in their reader's language, and nothing else."""

import re

import pytest
from django.core.management import call_command

from accounts.models import User
from audit.models import OutboxItem
from boundaries.models import Incident
from supervision.notices import WORDS
from tests import stories

PLANTED = "planted-token-in-a-message"


def waiting():
    return OutboxItem.objects.filter(sent_at=None, parked_at=None)


def work():
    call_command("worker", "--once")


def test_a_report_brings_its_supervisor_a_mail_without_content(cara, sam, client_k, mailbox, settings):
    incident = stories.submitted(cara, client=client_k, what_happened=PLANTED)
    work()
    [mail] = [message for message in mailbox.messages if message.recipients == ["sam@north.example"]]
    assert mail["Subject"] == "A report waits for your answer"
    text, html = (part.get_content() for part in mail.iter_parts())
    for body in (text, html):
        assert incident.reference in body
        assert f"{settings.SITE_URL}/incidents/{incident.reference}/" in body
        for secret in (PLANTED, stories.VERBATIM, "Ilona", "K-031", "Cara", "phone"):
            assert secret not in body
    assert not waiting().exists()


def test_each_reader_gets_it_in_her_own_language(cara, sam, client_k, mailbox):
    incident = stories.answered(cara, by=sam, client=client_k)
    work()
    [mail] = [message for message in mailbox.messages if message.recipients == ["cara@north.example"]]
    assert mail["Content-Language"] == "hu"
    assert '<html lang="hu">' in mail.get_body(("html",)).get_content()
    assert incident.reference in mail.get_body(("plain",)).get_content()


def test_the_message_id_is_the_same_however_often_it_is_sent(cara, sam, client_k, mailbox):
    stories.submitted(cara, client=client_k)
    item = waiting().get()
    work()
    OutboxItem.objects.filter(pk=item.pk).update(sent_at=None)
    work()
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"] == f"<{item.pk}@127.0.0.1>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_a_busy_server_is_tried_again_later(cara, sam, client_k, mailbox, time_machine):
    stories.submitted(cara, client=client_k)
    mailbox.refuse(1)
    work()
    item = waiting().get()
    assert (item.attempts, item.last_error, mailbox.messages) == (1, "SMTPDataError", [])
    work()
    assert mailbox.messages == []
    time_machine.move_to(item.due_at)
    time_machine.shift(1)
    work()
    assert len(mailbox.messages) == 1
    assert not waiting().exists()


def test_after_eight_failures_it_is_parked_for_a_person_to_look_at(cara, sam, client_k, settings, time_machine):
    stories.submitted(cara, client=client_k)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _ in range(8):
        time_machine.move_to(OutboxItem.objects.get().due_at)
        time_machine.shift(1)
        work()
    item = OutboxItem.objects.get()
    assert (item.attempts, item.parked_at is not None, item.sent_at) == (8, True, None)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": None}])
def test_whoever_left_meanwhile_is_not_told(cara, sam, client_k, mailbox, change):
    stories.submitted(cara, client=client_k)
    User.objects.filter(pk=sam.pk).update(**change)
    work()
    assert mailbox.messages == []
    assert OutboxItem.objects.get().parked_at is not None


def test_whoever_lost_sight_of_the_record_is_not_told(cara, sam, tom, client_k, mailbox):
    incident = stories.submitted(cara, client=client_k)
    Incident.objects.filter(pk=incident.pk).update(team=tom.team, assignee=tom)
    work()
    assert mailbox.messages == []


def test_nobody_who_is_named_gets_a_mail(cara, sam, lena, client_k, mailbox):
    stories.submitted(cara, client=client_k, named=[sam])
    work()
    assert {address for message in mailbox.messages for address in message.recipients} == {"lena@north.example"}


def test_no_subject_says_what_was_reported():
    subjects = " ".join(map(str, WORDS.values())).lower()
    assert len(WORDS) >= 14
    assert not re.search(r"client|phone|safe|danger|concern|%", subjects)

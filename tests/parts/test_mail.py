"""The mail server of the tests takes, keeps and refuses."""

import smtplib

import pytest
from django.core.mail import send_mail


def send():
    send_mail("A subject", "A text", "from@doorstep.example", ["to@doorstep.example"])


def test_a_sent_mail_is_kept_with_its_recipients(mailbox):
    send()
    assert [(message["Subject"], message.recipients) for message in mailbox.messages] == [
        ("A subject", ["to@doorstep.example"])
    ]


def test_a_busy_server_refuses_and_then_takes(mailbox):
    mailbox.refuse(1)
    with pytest.raises(smtplib.SMTPDataError):
        send()
    send()
    assert len(mailbox.messages) == 1

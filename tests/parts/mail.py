"""A mail server on loopback that keeps what it is given."""

import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Mailbox:
    """Everything received, newest last, as parsed messages with their envelope."""

    def __init__(self):
        self.messages = []
        self.refusals = 0

    async def handle_DATA(self, server, session, envelope):
        if self.refusals:
            self.refusals -= 1
            return "451 Try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.recipients = list(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 Taken"

    def refuse(self, times):
        """The next deliveries fail as on a busy server, so that retries can be seen."""
        self.refusals = times


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start():
    """A running controller; its `mailbox`, `hostname` and `port` are what a test needs, `stop()` ends it."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.mailbox = mailbox
    controller.start()
    return controller

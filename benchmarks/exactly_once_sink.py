"""A mail server on loopback that keeps nothing of a mail but its Message-ID, and how often that came."""

import contextlib
from collections import Counter
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller

from tests.parts.mail import free_port


class Sink:
    def __init__(self):
        self.seen = Counter()

    async def handle_DATA(self, server, session, envelope):
        self.seen[BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]] += 1
        return "250 Taken"


@contextlib.contextmanager
def sink():
    """Running; `port` is where, `seen` what came."""
    taken = Sink()
    taken.port = free_port()
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port)
    controller.start()
    try:
        yield taken
    finally:
        controller.stop()

"""The process that delivers; on small installations it runs the clock as well."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from accounts import push
from accounts.sending_once import forget_old
from accounts.signing_in import forget_ended
from boundaries.attachments.sweeping import sweep
from supervision import clock, heartbeats, waking
from supervision.delivery import deliver_due, show_sign_of_life

log = logging.getLogger("doorstep.worker")
CLOCK_EVERY = 30  # seconds between two passes of the clock
SIGN_EVERY = 30
CLEAN_EVERY = 60 * 60


class Command(BaseCommand):
    help = "Deliver what waits in the outbox, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then end")
        parser.add_argument("--with-clock", action="store_true", help="also run the clock, every half minute")

    def handle(self, *, once, with_clock, **options):
        self.stopping = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stopping.set())
        self.clock_due = time.monotonic() if with_clock else None
        self.sign_due = self.cleaning_due = time.monotonic()
        self.round()
        if once:
            return
        bell = waking.bell()
        while not self.stopping.is_set():
            bell.wait(self.stopping)
            close_old_connections()
            self.round()
        bell.close()

    def round(self):
        """One look; whatever fails is said in the log and tried again, a worker never dies of one bad item."""
        if self.clock_due is not None and time.monotonic() >= self.clock_due:
            self.clock_due = time.monotonic() + CLOCK_EVERY
            self.attempt(run_clock)
        self.attempt(deliver_due)
        self.keep_house()

    def keep_house(self):
        """Now and then: show that this worker lives, and forget sessions and requests that are over."""
        now = time.monotonic()
        if now >= self.sign_due:
            self.sign_due = now + SIGN_EVERY
            self.attempt(show_sign_of_life)
        if now >= self.cleaning_due:
            self.cleaning_due = now + CLEAN_EVERY
            self.attempt(forget_ended)
            self.attempt(push.forget_ended)
            self.attempt(forget_old)
            self.attempt(sweep)

    def attempt(self, work):
        try:
            work()
        except Exception:
            log.exception("%s failed", work.__name__)


def run_clock():
    """A pass that got to its end is a sign of life, whatever it could not do."""
    for row, error in clock.run().failed:
        log.error("the clock failed on %s: %s", getattr(row, "pk", row), type(error).__name__)
    heartbeats.beat(heartbeats.CLOCK)

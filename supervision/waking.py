"""Waking the workers as soon as something waits in the outbox. The rows are the truth: nothing depends on being woken.

A bell rings after the commit that wrote a row: PostgreSQL's NOTIFY, or a Redis where one is set. Where neither is there
(SQLite), or a bell is broken, workers look by themselves. docs/operations.md says what else was measured.
"""

import contextlib
import logging
import time

from django.conf import settings
from django.db import connection, transaction

from audit.models import OutboxItem

log = logging.getLogger("doorstep.waking")
CHANNEL = "doorstep_outbox"
PAUSE = 2  # seconds after which a worker looks without having been woken
ALONE = 0.5  # and where there is no bell
PATIENCE = 0.3  # seconds: nobody who sends a report waits longer for a Redis that does not answer
AFTER_FAILURE = 30  # seconds in which nobody tries it again
_quiet_until = 0.0


def wake_after_commit() -> None:
    """Once per transaction, however much was written in it."""
    if not any(ring in entry for entry in connection.run_on_commit):
        transaction.on_commit(ring)


def ring() -> None:
    """Never fails, and never keeps anybody waiting: who is not woken looks all the same."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        if settings.REDIS_URL:
            _redis().publish(CHANNEL, "")
        elif connection.vendor == "postgresql" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(f"NOTIFY {CHANNEL}")
    except Exception as error:
        _quiet_until = time.monotonic() + AFTER_FAILURE
        log.warning("the workers could not be woken: %s", type(error).__name__)


_client = None


def _redis():
    """One client per process, with connections of its own for each thread."""
    global _client
    if _client is None:
        import redis

        _client = redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=None
        )
    return _client


def bell() -> "Bell":
    """What a worker waits for."""
    if settings.REDIS_URL:
        return RedisBell()
    return PostgresBell() if connection.vendor == "postgresql" else Bell()


class Bell:
    """Nothing rings: wait() comes back after a moment."""

    def wait(self, stopping) -> None:
        """Until it rings, PAUSE is over, or somebody says stop; a bell that breaks is hung up anew the next time."""
        stopping.wait(ALONE)

    def close(self) -> None:
        """Gives back what it holds."""


class _Breakable(Bell):
    held = None

    def wait(self, stopping):
        try:
            self.held = self.held or self.hang_up()
            self.listen()
        except Exception as error:
            log.warning("the bell broke: %s", type(error).__name__)
            self.close()
            stopping.wait(PAUSE)

    def close(self):
        if self.held is not None:
            with contextlib.suppress(Exception):
                self.held.close()
        self.held = None


class PostgresBell(_Breakable):
    """A connection of its own that listens; behind a pooler that hands connections around it stays silent."""

    def hang_up(self):
        own = connection.copy()
        own.ensure_connection()
        own.cursor().execute(f"LISTEN {CHANNEL}")
        return own

    def listen(self):
        for _ in self.held.connection.notifies(timeout=PAUSE, stop_after=1):
            return


class RedisBell(_Breakable):
    def hang_up(self):
        import redis

        waiting = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PAUSE).pubsub()
        waiting.subscribe(CHANNEL)
        return waiting

    def listen(self):
        self.held.get_message(ignore_subscribe_messages=True, timeout=PAUSE)


def declare():
    OutboxItem.when_written.append(wake_after_commit)

"""The database backend: Django's for PostgreSQL; whether a connection still lives is seen on its socket.

A server that ends, restarts or throws somebody out closes the socket, which is then readable. Asked over the wire is
only after an error, and after a pause in which something between here and there may have forgotten the connection.
"""

import select
import time

from django.db.backends.postgresql import base

PAUSE_SECONDS = 20


class DatabaseWrapper(base.DatabaseWrapper):
    """Asked once per request (CONN_HEALTH_CHECKS), before its first statement."""

    asked_at = float("-inf")

    def is_usable(self):
        before, self.asked_at = self.asked_at, time.monotonic()
        is_fresh = not self.errors_occurred and self.asked_at - before < PAUSE_SECONDS
        return (is_fresh and self._is_silent()) or super().is_usable()

    def _is_silent(self):
        """Open, and nothing has come that nobody asked for."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)

"""The database backend: Django's for PostgreSQL; a lost connection is seen on its socket, hot statements are planned once.

A server that ends, restarts or throws somebody out closes the socket, which is then readable. Asked over the wire is
only after an error, and after a pause in which something between here and there may have forgotten the connection.
"""

import select
import time

from django.db.backends.postgresql import base

PAUSE_SECONDS = 20


class DatabaseOperations(base.DatabaseWrapper.ops_class):
    def last_executed_query(self, cursor, sql, params):
        """A statement that the server has prepared has no text of its own any more."""
        is_prepared = isinstance(cursor, base.ServerBindingCursor)
        return self.compose_sql(sql, params) if is_prepared else super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Asked once per request (CONN_HEALTH_CHECKS), before its first statement."""

    ops_class = DatabaseOperations
    asked_at = float("-inf")
    is_preparing = False

    def prepared_cursor(self):
        """For statements that are asked all the time: the server plans each once (OPTIONS prepare_threshold)."""
        self.is_preparing = True
        try:
            return self.cursor()
        finally:
            self.is_preparing = False

    def create_cursor(self, name=None):
        if self.is_preparing and name is None:
            return base.ServerBindingCursor(self.connection)
        return super().create_cursor(name)

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

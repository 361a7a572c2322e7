"""The database backend: Django's for SQLite, and every writing transaction takes its place in the line."""

import functools
import os

from django.db.backends.sqlite3 import base

from config.durability import refuse_forgetful
from config.sqlite.line import IS_POSSIBLE, Line

# what a statement begins with that writes, or that begins a transaction (always IMMEDIATE here)
WRITING = frozenset({"BEGIN", "INSER", "UPDAT", "DELET", "REPLA", "CREAT", "ALTER", "DROP ", "REIND", "VACUU"})


class DatabaseWrapper(base.DatabaseWrapper):
    """The place in line is given up with the end of the transaction, however it ends."""

    line = None
    may_only_read = False  # as it was opened, whatever the file allows by now

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        if self.is_in_memory_db():
            return connection
        refuse_forgetful(connection)
        self.may_only_read = not os.access(conn_params["database"], os.W_OK)
        if IS_POSSIBLE:
            self.line = Line(f"{conn_params['database']}-line", conn_params.get("timeout", 5))
        return connection

    def is_usable(self):
        """Not after an error: what was opened while the folder was read-only would stay so for ever."""
        return not self.errors_occurred

    def close_if_unusable_or_obsolete(self):
        if self.may_only_read and not self.in_atomic_block:
            self.close()
        super().close_if_unusable_or_obsolete()

    def create_cursor(self, name=None):
        if self.line is None:
            return super().create_cursor(name)
        return self.connection.cursor(factory=functools.partial(Cursor, line=self.line))

    def _commit(self):
        super()._commit()
        self._leave()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._leave()

    def _set_autocommit(self, autocommit):
        super()._set_autocommit(autocommit)
        self._leave()

    def _close(self):
        try:
            super()._close()
        finally:
            if self.line is not None:
                self.line.close()

    def _leave(self):
        """Unless a transaction is still under way."""
        if self.line is not None and not (self.connection and self.connection.in_transaction):
            self.line.leave()


class Cursor(base.SQLiteCursorWrapper):
    """Statements that write outside of a transaction stand in line for themselves alone."""

    def __init__(self, connection, line):
        super().__init__(connection)
        self.line = line

    def execute(self, query, params=None):
        with Turn(self, query):
            return super().execute(query, params)

    def executemany(self, query, param_list):
        with Turn(self, query):
            return super().executemany(query, param_list)


class Turn:
    """Joins before a statement that needs it, and leaves after it unless it began a transaction."""

    def __init__(self, cursor, query):
        self.cursor = cursor
        self.is_needed = not cursor.connection.in_transaction and query.lstrip()[:5].upper() in WRITING

    def __enter__(self):
        if self.is_needed:
            self.cursor.line.join()

    def __exit__(self, *_):
        if self.is_needed and not self.cursor.connection.in_transaction:
            self.cursor.line.leave()

"""Whether a failure means "not now" (the database is gone, full, locked, read-only) or a fault of ours.

Only the first kind is answered with 503 and heals by itself; everything else stays 500 and is to be mended.
"""

import errno
import sqlite3

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import InterfaceError, OperationalError, connections, router
from django.db.utils import DatabaseError

RETRY_SECONDS = 10
SQLITE_CODES = {
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
# PostgreSQL's: connection, resources, locked or changed by others, shutting down, its own system, read-only, cancelled
POSTGRES_CLASSES = ("08", "53", "57P", "58")
POSTGRES_CODES = {"25006", "25P03", "40001", "40P01", "55P03", "57014"}
# the disk below files of ours
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}


class Unavailable(Exception):
    """Something that cannot be had now, found by ourselves."""


def is_unavailable(error) -> bool:
    """Asks the failure and what it came from; a broken transaction hides the reason behind it."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, Unavailable) or _of_database(error) or _of_disk(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _of_database(error) -> bool:
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    driver = error.__cause__ or error
    if hasattr(driver, "sqlite_errorcode"):
        return driver.sqlite_errorcode & 0xFF in SQLITE_CODES
    code = getattr(driver, "sqlstate", None)
    if code is not None:
        return code in POSTGRES_CODES or code.startswith(POSTGRES_CLASSES)
    # no connection, or one that broke: it never got as far as a code
    if isinstance(error, InterfaceError):
        return "closed" in str(error)
    return isinstance(error, OperationalError) and type(driver).__module__.startswith("psycopg")


def _of_disk(error) -> bool:
    return isinstance(error, OSError) and error.errno in DISK


ATTEMPTS = 5


class CountingCache(DatabaseCache):
    """Django's cache in the database, but a count that cannot be kept is a failure, not a shrug.

    Attempts to sign in are counted here: where counting fails, guessing must fail too.
    """

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT):
        for _attempt in range(ATTEMPTS):  # of several who write the same key at once, all but one find it there soon
            if super()._base_set(mode, key, value, timeout):
                return True
            if mode == "touch" or (mode == "add" and self._holds(key)):
                return False
        raise Unavailable("the cache does not take anything")

    def _holds(self, key):
        """By its whole key, as it stands in the table."""
        with connections[router.db_for_read(self.cache_model_class)].cursor() as cursor:
            table = cursor.db.ops.quote_name(self._table)
            cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s", [key])
            return cursor.fetchone() is not None

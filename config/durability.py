"""What was acknowledged is on disk: each database is asked whether it keeps that promise, before anybody relies on it."""

import logging
import sqlite3

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection

log = logging.getLogger("doorstep.durability")

SAFE_WAL = (3, 51, 3)  # before it, two writers can corrupt the write-ahead log
FULL, EXTRA = 2, 3
# PostgreSQL: setting -> the value with which an acknowledged write can be lost, or the files be torn
POSTGRES_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def sqlite_faults(journal, synchronous, mmap_size, version) -> list[str]:
    """Of one connection's own pragmas: a file, a build or a statement may have changed what the settings ask for."""
    found = []
    if journal == "wal" and version < SAFE_WAL:
        found.append("SQLite keeps a write-ahead log, which needs SQLite 3.51.3 or newer")
    elif journal not in ("wal", "delete"):
        found.append(f"SQLite's journal_mode is {journal}, not delete or wal")
    least = FULL if journal == "wal" else EXTRA
    if synchronous < least:
        found.append(f"SQLite's synchronous is {synchronous}, below {least}: a write could be lost after it was confirmed")
    if mmap_size:
        found.append("SQLite maps the file into memory (mmap_size), which can corrupt it")
    return found


def refuse_forgetful(driver_connection) -> None:
    """A new SQLite connection to a file, asked once before its first use. Raises ImproperlyConfigured."""
    journal, synchronous, mapped = (
        driver_connection.execute(f"PRAGMA {name}").fetchone() for name in ("journal_mode", "synchronous", "mmap_size")
    )
    found = sqlite_faults(journal[0].lower(), synchronous[0], mapped[0] if mapped else 0, sqlite3.sqlite_version_info)
    if found:
        raise ImproperlyConfigured("; ".join(found))


def postgres_faults() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(POSTGRES_UNSAFE)])
        return [f"PostgreSQL's {name} is {value}" for name, value in cursor if value == POSTGRES_UNSAFE[name]]


def faults() -> list[str]:
    """Of the database as it is now; one that cannot be asked is not judged: it comes back, or nothing works anyway."""
    try:
        connection.ensure_connection()
        return postgres_faults() if connection.vendor == "postgresql" else []
    except ImproperlyConfigured as refusal:
        return [str(refusal)]
    except (DatabaseError, InterfaceError):
        return []


def refuse_at_start() -> None:
    """For the web server: it does not start on a database that forgets; a demo says so and goes on."""
    found = faults()
    connection.close()
    if found and (settings.PRODUCTION or connection.vendor == "sqlite"):
        raise ImproperlyConfigured(f"Unsafe: {'; '.join(found)}. docs/bad-days.md explains what is promised.")
    for fault in found:
        log.warning("%s: what was confirmed can be lost when the machine fails", fault)

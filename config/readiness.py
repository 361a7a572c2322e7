"""Whether this installation can do its work, part by part: database, tables, worker, clock, disk, durable writes."""

import functools
import shutil
import sqlite3

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import durability
from supervision import heartbeats

LEAST_DISK = 100 * 1024 * 1024
PRAGMAS = ("journal_mode", "synchronous", "mmap_size")


class NotReady(Exception):
    """Why a part is not ready, in words that give nothing away."""


def database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@functools.cache
def tables_are_up_to_date() -> None:
    """Asked until it is so; a process of an older version never sees it change back."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("not migrated")


def _is_alive(name):
    def check():
        if not heartbeats.is_alive(name):
            raise NotReady(f"no sign of life for {heartbeats.PATIENCE[name]} seconds")

    return check


def disk_has_room() -> None:
    if shutil.disk_usage(settings.DOORSTEP_VAR).free < LEAST_DISK:
        raise NotReady("less than 100 MB left")


def writes_are_durable() -> None:
    """PostgreSQL is its operator's; of SQLite we promised that what was acknowledged is on disk."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return
    with connection.cursor() as cursor:
        journal, *numbers = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS)
    if durability.sqlite_faults(journal.lower(), *numbers, sqlite3.sqlite_version_info):
        raise NotReady("a confirmed write could be lost")


PARTS = {
    "database": database_answers,
    "migrations": tables_are_up_to_date,
    "worker": _is_alive(heartbeats.WORKER),
    "clock": _is_alive(heartbeats.CLOCK),
    "disk": disk_has_room,
    "durability": writes_are_durable,
}


def standing() -> dict[str, str]:
    """Each part: `ok`, or what is wrong with it."""
    return {name: _said(check) for name, check in PARTS.items()}


def _said(check) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    except Exception:
        return "does not answer"
    return "ok"

"""What is left to be done on a database under test, asked past Django: our own process must not be in its way."""

import contextlib
import sqlite3

LEFT = """SELECT (SELECT COUNT(*) FROM supervision_deadline
                WHERE breached_at IS NULL AND met_at IS NULL AND due_at <= CURRENT_TIMESTAMP)
    + (SELECT COUNT(*) FROM audit_outboxitem WHERE sent_at IS NULL AND parked_at IS NULL)"""


def left(url) -> int:
    """Obligations that are due and that nobody marked yet, and mails that did not go."""
    if url.startswith("sqlite:///"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as base:
            return base.execute(LEFT).fetchone()[0]
    import psycopg

    with psycopg.connect(url) as base:
        return base.execute(LEFT).fetchone()[0]

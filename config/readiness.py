"""Whether this installation can do its work: the database answers, its tables are up to date, a worker is alive."""

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from supervision.delivery import HEARTBEAT


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def tables_are_up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def a_worker_is_alive() -> bool:
    return cache.get(HEARTBEAT) is not None


PARTS = {"database": database_answers, "migrations": tables_are_up_to_date, "worker": a_worker_is_alive}


def missing() -> list[str]:
    """The parts that are not ready."""
    return [name for name, is_ready in PARTS.items() if not _is(is_ready)]


def _is(is_ready) -> bool:
    try:
        return is_ready()
    except Exception:
        return False

"""Rows of hot tables, inserted with SQL that is written once per thread: Model.save() writes it anew for each.

Fields are prepared for the database as Django does it. Signals are not sent: nobody here listens for these rows.
"""

import functools
import threading

from django.db import connections, transaction

from audit.prepared import cursor_on

_local = threading.local()


def insert(*rows):
    """Insert rows of one model whose keys are given or made by the database; returns the (first) row."""
    model = type(rows[0])
    connection = connections["default"]
    fields, begin, values = _written(model, connection)
    _execute(connection, begin + ", ".join([values] * len(rows)), fields, rows)
    return rows[0]


def insert_unless_there(row) -> bool:
    """Whether it was inserted: False where a row with its primary key stands already, which stays as it is."""
    connection = connections["default"]
    fields, begin, values = _written(type(row), connection)
    key = connection.ops.quote_name(row._meta.pk.column)
    return _execute(connection, f"{begin}{values} ON CONFLICT ({key}) DO NOTHING", fields, [row]) == 1


def _execute(connection, sql, fields, rows):
    params = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with transaction.mark_for_rollback_on_error("default"), cursor_on(connection) as cursor:
        cursor.execute(sql, params)
        inserted = cursor.rowcount
    for row in rows:
        row._state.adding, row._state.db = False, "default"
    if hasattr(rows[0], "inserted"):
        rows[0].inserted()
    return inserted


def _written(model, connection):
    """(fields, the statement's beginning, the places of one row's values)."""
    found = getattr(_local, "of", None)
    if found is None or found[0] is not connection:
        found = _local.of = connection, functools.cache(functools.partial(_write, connection=connection))
    return found[1](model)


def _write(model, connection):
    fields = [field for field in model._meta.local_concrete_fields if not field.db_returning]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join("%s" for _field in fields)
    begin = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "
    return fields, begin, f"({places})"

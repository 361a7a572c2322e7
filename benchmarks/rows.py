"""What a piece of work wrote, found in the database itself and written again by raw SQL: the floor to measure against."""

import uuid

from django.apps import apps
from django.db import connection
from django.db.models import AutoField


def present() -> dict:
    """The primary keys of every table, so that a later look finds what was added."""
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in apps.get_models()}


def added(before) -> "Rows":
    """Every row that was written since; each table with its columns and values as the driver gives them."""
    tables = []
    for model, known in before.items():
        keys = [key for key in model._base_manager.values_list("pk", flat=True) if key not in known]
        if keys:
            tables.append(_read(model, keys))
    return Rows(tables)


def _read(model, keys):
    key = model._meta.pk
    with connection.cursor() as cursor:
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
        fields.sort(key=lambda field: not field.primary_key)
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        marks = ", ".join(["%s"] * len(keys))
        values = [key.get_db_prep_value(value, connection) for value in keys]
        cursor.execute(f"SELECT {names} FROM {model._meta.db_table} WHERE {key.column} IN ({marks})", values)
        return model._meta.db_table, names, [tuple(row) for row in cursor.fetchall()]


class Rows:
    """A mould of rows, the key first in each: `statements()` gives the same ones again under new identities."""

    def __init__(self, tables):
        self.tables = tables
        self.own = {row[0] for _table, _names, rows in tables for row in rows if _is_identity(row[0])}

    def __str__(self):
        return ", ".join(f"{table} {len(rows)}" for table, _names, rows in self.tables)

    def statements(self, renamed=()) -> list[tuple[str, list]]:
        """(SQL, rows of values) for each table; `renamed` are further (old, new) texts, such as a reference."""
        new = {old: _like(old) for old in self.own}
        texts = [(str(old), str(fresh)) for old, fresh in new.items()] + list(renamed)
        texts += [(str(uuid.UUID(str(old))), str(uuid.UUID(str(fresh)))) for old, fresh in new.items()]
        return [self._insert(table, names, rows, new, texts) for table, names, rows in self.tables]

    def _insert(self, table, names, rows, new, texts):
        mark = "?" if connection.vendor == "sqlite" else "%s"
        marks = ", ".join([mark] * len(rows[0]))
        return f"INSERT INTO {table} ({names}) VALUES ({marks})", [_renamed(row, new, texts) for row in rows]


def _is_identity(value):
    return isinstance(value, uuid.UUID) or (isinstance(value, str) and len(value) == 32)


def _like(old):
    return uuid.uuid4() if isinstance(old, uuid.UUID) else uuid.uuid4().hex


def _renamed(row, new, texts):
    return tuple(_text(value, texts) if isinstance(value, str) and value not in new else new.get(value, value)
                 if isinstance(value, str | uuid.UUID) else value for value in row)  # fmt: skip


def _text(value, texts):
    for old, fresh in texts:
        value = value.replace(old, fresh)
    return value


def write(statements) -> None:
    """All of it in one transaction, through the database's own driver, with the connection's own durability."""
    if connection.vendor == "sqlite":
        _write_sqlite(connection.connection, statements)
    else:
        with connection.connection.transaction(), connection.connection.cursor() as cursor:
            for statement, rows in statements:
                cursor.executemany(statement, rows) if len(rows) > 1 else cursor.execute(
                    statement, rows[0], prepare=True
                )


def _write_sqlite(driver, statements):
    driver.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        driver.executemany(statement, rows) if len(rows) > 1 else driver.execute(statement, rows[0])
    driver.execute("COMMIT")

"""Writing very many rows fast: a mould holds one row ready for the database, and each copy changes a few fields.

Only for synthetic load (seed_load). It goes past the one door, so it must leave the same evidence behind.
"""

from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from django.db import connections, transaction

from audit.canonical import salted_digest

connection = connections["default"]


class Mould:
    """A model's row as a template. `copy()` changes the instance too, so that its digests are those of the copy."""

    def __init__(self, instance):
        self.instance = instance
        self.fields = instance._meta.concrete_fields
        self.place = {field.attname: number for number, field in enumerate(self.fields)}
        evidence = getattr(instance, "EVIDENCE", {})
        self.parts = {part: [(name, _column(instance, name)) for name in names] for part, names in evidence.items()}
        self.ready = [self._prepared(field, getattr(instance, field.attname)) for field in self.fields]

    def copy(self, row=None, **changes) -> list:
        """The row's values for the database, with `changes` by column name (on top of a copy made before)."""
        row = row or self.ready.copy()
        self.instance.__dict__.update(changes)
        for name, value in changes.items():
            row[self.place[name]] = self._prepared(self.fields[self.place[name]], value)
        return row

    def digests(self) -> dict[str, str]:
        """What Evidence.digests() gives for the copy made last, with the columns of each part looked up once."""
        values, meta = self.instance.__dict__, self.instance._meta
        return {
            f"{meta.label_lower}:{values['id']}:{part}": salted_digest(
                values["salt"], {field: values[column] for field, column in columns}
            )
            for part, columns in self.parts.items()
        }

    @staticmethod
    def _prepared(field, value):
        """As the field would prepare it; the two kinds that every row has many of take a short cut."""
        if type(value) is UUID:
            return value.hex if connection.vendor == "sqlite" else value
        if type(value) is datetime:
            return str(value.astimezone(UTC).replace(tzinfo=None)) if connection.vendor == "sqlite" else value
        return field.get_db_prep_save(value, connection)


def _column(instance, name):
    return instance._meta.get_field(name).attname


class Writer:
    """Collects rows per model and writes them in the order in which the models were named."""

    BATCH = 5_000

    def __init__(self, *models):
        self.rows = {model: [] for model in models}

    def add(self, model, row) -> None:
        self.rows[model].append(row)

    def flush(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rows in self.rows.items():
                if rows:
                    _insert(cursor, model._meta, rows)
                    rows.clear()

    @property
    def is_full(self) -> bool:
        return any(len(rows) >= self.BATCH for rows in self.rows.values())


def _insert(cursor, meta, rows):
    quoted = [connection.ops.quote_name(field.column) for field in meta.concrete_fields]
    table, columns = connection.ops.quote_name(meta.db_table), ", ".join(quoted)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(quoted))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


@contextmanager
def loading():
    """On SQLite: no sync and a large cache while loading. A crash in here costs the synthetic database, no other."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -400000")
            cursor.execute("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            connection.close()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

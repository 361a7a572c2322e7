"""What somebody with the database in hand could do: values changed behind the models, triggers taken away."""

import datetime

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from audit.triggers import AppendOnly, FrozenColumns, Triggers


def operations(kind=AppendOnly | FrozenColumns):
    """Every operation of every migration that protects by triggers (or of another kind), in a stable order."""
    migrations = MigrationLoader(None).disk_migrations
    found = [op for key in sorted(migrations) for op in migrations[key].operations if isinstance(op, kind)]
    # one that was put in place anew counts as it stands last
    return list({(op.table, op.label): op for op in found}.values())


def trigger_names():
    return {name for op in operations(Triggers) for name in op.names(connection.vendor)}


def drop_triggers():
    """As the owner of the database can; undone with the test's transaction."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for operation in operations():
            for statement in operation.drop(connection.vendor):
                cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def other_value(field, value):
    """Another value that the column takes: of the same kind, and of an existing row for a reference."""
    if field.is_relation:
        rows = field.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return rows.values_list("pk", flat=True).first()
    if field.choices:
        return next(key for key, _label in field.flatchoices if key != value)
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return (value or datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)) + datetime.timedelta(microseconds=1)
    if kind == "DateField":
        return (value or datetime.date(2026, 1, 1)) + datetime.timedelta(days=1)
    if kind == "BooleanField":
        return not value
    if kind == "JSONField":
        return [*value, "altered"] if isinstance(value, list) else (value or {}) | {"altered": 1}
    if kind == "UUIDField":
        return type(value)(int=value.int ^ 1) if value else "0" * 32
    if kind == "BinaryField":
        return bytes(value) + b"1"
    if kind.endswith("IntegerField"):
        return value + 1
    return ("x" if not value or value[0] != "x" else "y") + (value or "")[1:]


def alter(row, name):
    """Change one field of this row in the database, past models and managers."""
    field = row._meta.get_field(name)
    value = other_value(field, getattr(row, field.attname))
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})


def remove(row):
    """Delete this row alone, past models and cascades."""
    type(row)._base_manager.filter(pk=row.pk)._raw_delete(using="default")

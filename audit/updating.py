"""Changing columns of a row that this transaction holds, with SQL that costs little: Model.save() writes it anew each time.

Fields are prepared for the database as Django does it. Signals are not sent: nobody here listens for these rows.
"""

from django.db import connections, transaction

from audit.prepared import cursor_on


def update(row, names) -> None:
    """The named fields as they stand in `row`, into the database. Raises DoesNotExist where there is no such row."""
    connection = connections["default"]
    quote, key = connection.ops.quote_name, row._meta.pk
    fields = [row._meta.get_field(name) for name in names]
    if not fields:
        return
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(row._meta.db_table)} SET {columns} WHERE {quote(key.column)} = %s"  # noqa: S608 - names of models
    params = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with transaction.mark_for_rollback_on_error("default"), cursor_on(connection) as cursor:
        cursor.execute(sql, [*params, key.get_db_prep_value(row.pk, connection)])
        if cursor.rowcount != 1:
            raise type(row).DoesNotExist

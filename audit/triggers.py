"""Database triggers as migration operations: append-only tables and columns frozen after a moment.

The model guards tell the programmer; the triggers stop everybody else short of the database's owner. SQLite
needs a third trigger, because INSERT OR REPLACE deletes without asking the delete trigger.
"""

from django.db.migrations.operations.base import Operation


class _Triggers(Operation):
    reversible = True
    label = ""
    reduces_to_sql = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def drop(self, vendor):
        on = f" ON {self.table}" if vendor == "postgresql" else ""
        ways = ("no_update", "no_delete", "no_replace", "no_truncate")
        return [f"DROP TRIGGER IF EXISTS {self.table}_{self.label}{way}{on}" for way in ways]


def _sqlite(table, name, when, condition, message):
    guard = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH ROW{guard}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgres(table, name, when, condition, message):
    level = "STATEMENT" if when == "TRUNCATE" else "ROW"
    function = f"{table}_{name}_fn"
    check = f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF;" if condition else (
        f"RAISE EXCEPTION '{message}';"
    )
    returned = "OLD" if when == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN {check}"
        f" RETURN {'NULL' if level == 'STATEMENT' else returned}; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}()",
    ]


class AppendOnly(_Triggers):
    """No UPDATE, DELETE, TRUNCATE or REPLACE on this table. `unique` are the columns that REPLACE could hit."""

    def __init__(self, table, unique=()):
        self.table, self.unique = table, tuple(unique)

    def describe(self):
        return f"Append-only {self.table}"

    def deconstruct(self):
        return type(self).__name__, [self.table], {"unique": self.unique}

    def create(self, vendor):
        message = f"{self.table} is append-only"
        if vendor == "sqlite":
            same = " OR ".join(["id = NEW.id", *self._unique_match()])
            return [
                _sqlite(self.table, "no_update", "UPDATE", "", message),
                _sqlite(self.table, "no_delete", "DELETE", "", message),
                _sqlite(self.table, "no_replace", "INSERT", f"EXISTS (SELECT 1 FROM {self.table} WHERE {same})", message),
            ]
        return [
            *_postgres(self.table, "no_update", "UPDATE", "", message),
            *_postgres(self.table, "no_delete", "DELETE", "", message),
            *_postgres(self.table, "no_truncate", "TRUNCATE", "", message),
        ]

    def _unique_match(self):
        return ["(" + " AND ".join(f"{column} = NEW.{column}" for column in self.unique) + ")"] if self.unique else []


class FrozenColumns(_Triggers):
    """These columns never change, and the row is never deleted, once `frozen` (SQL on OLD) is true.

    `label` tells two freezes of one table apart.
    """

    def __init__(self, table, columns, frozen, label=""):
        self.table, self.columns, self.frozen, self.label = table, tuple(columns), frozen, label

    def describe(self):
        return f"Frozen columns of {self.table}"

    def deconstruct(self):
        return type(self).__name__, [self.table, self.columns, self.frozen], {"label": self.label}

    def create(self, vendor):
        message = f"{self.table} is frozen"
        differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        changed = " OR ".join(self._changed(column, differs, vendor) for column in self.columns)
        frozen = f"({self.frozen})"
        update, delete, replace, truncate = (f"{self.label}no_{way}" for way in ("update", "delete", "replace", "truncate"))
        if vendor == "sqlite":
            stands = f"existing.id = NEW.id AND ({self.frozen.replace('OLD.', 'existing.')})"
            exists = f"EXISTS (SELECT 1 FROM {self.table} existing WHERE {stands})"
            return [
                _sqlite(self.table, update, "UPDATE", f"{frozen} AND ({changed})", message),
                _sqlite(self.table, delete, "DELETE", frozen, message),
                _sqlite(self.table, replace, "INSERT", exists, message),
            ]
        return [
            *_postgres(self.table, update, "UPDATE", f"{frozen} AND ({changed})", message),
            *_postgres(self.table, delete, "DELETE", frozen, message),
            *_postgres(self.table, truncate, "TRUNCATE", "", message),
        ]

    def _changed(self, column, differs, vendor):
        # jsonb and json compare differently; text does for both
        cast = "::text" if vendor == "postgresql" else ""
        return f"NEW.{column}{cast} {differs} OLD.{column}{cast}"

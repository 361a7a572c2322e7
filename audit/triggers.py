"""Database triggers as migration operations: append-only tables and columns frozen after a moment.

The model guards tell the programmer; the triggers stop everybody else short of the database's owner. SQLite
needs more of them, because INSERT OR REPLACE and UPDATE OR REPLACE delete the row that stands in their way
without asking the delete trigger: every unique key must be named.
"""

from django.db.migrations.operations.base import Operation


class Triggers(Operation):
    reversible = True
    label = ""
    reduces_to_sql = True
    ways: dict[str, tuple[str, ...]] = {}

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
        return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in self.names(vendor)]

    def names(self, vendor) -> list[str]:
        """The triggers that stand in the database once this has run."""
        return [f"{self.table}_{self.label}{way}" for way in self.ways[vendor]]


class Guard(Triggers):
    """Triggers alone, which may be put in place anew: with more columns, or after SQLite has rebuilt the table."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        super().database_forwards(app_label, schema_editor, from_state, to_state)


def _sqlite(table, name, when, condition, message):
    guard = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH ROW{guard}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgres(table, name, when, condition, message):
    level = "STATEMENT" if when == "TRUNCATE" else "ROW"
    function = f"{table}_{name}_fn"
    check = (
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF;" if condition else (f"RAISE EXCEPTION '{message}';")
    )
    returned = "OLD" if when == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN {check}"
        f" RETURN {'NULL' if level == 'STATEMENT' else returned}; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}()",
    ]


def _in_the_way(table, unique, partial):
    """SQLite: an existing row that INSERT OR REPLACE or UPDATE OR REPLACE would delete for the new one."""
    ways = ["existing.rowid = NEW.rowid"]
    for columns in (("id",), *unique):
        ways.append(" AND ".join(f"existing.{column} = NEW.{column}" for column in columns))
    for columns, condition in partial:
        same = " AND ".join(f"existing.{column} = NEW.{column}" for column in columns)
        ways.append(f"{same} AND {condition.replace('ROW.', 'existing.')} AND {condition.replace('ROW.', 'NEW.')}")
    return f"SELECT 1 FROM {table} existing WHERE ({' OR '.join(f'({way})' for way in ways)})"


class AppendOnly(Guard):
    """No UPDATE, DELETE, TRUNCATE or REPLACE on this table. `unique` are its unique keys, tuples of columns."""

    ways = {
        "sqlite": ("no_update", "no_delete", "no_replace"),
        "postgresql": ("no_update", "no_delete", "no_truncate"),
    }

    def __init__(self, table, unique=()):
        self.table, self.unique = table, tuple(unique)

    def describe(self):
        return f"Append-only {self.table}"

    def deconstruct(self):
        return type(self).__name__, [self.table], {"unique": self.unique}

    def create(self, vendor):
        message = f"{self.table} is append-only"
        if vendor == "sqlite":
            stands = f"EXISTS ({_in_the_way(self.table, self.unique, ())})"
            return [
                _sqlite(self.table, "no_update", "UPDATE", "", message),
                _sqlite(self.table, "no_delete", "DELETE", "", message),
                _sqlite(self.table, "no_replace", "INSERT", stands, message),
            ]
        return [
            *_postgres(self.table, "no_update", "UPDATE", "", message),
            *_postgres(self.table, "no_delete", "DELETE", "", message),
            *_postgres(self.table, "no_truncate", "TRUNCATE", "", message),
        ]


class FrozenColumns(Guard):
    """These columns and the id never change, and the row is never deleted, once `frozen` (SQL on OLD) is true.

    Columns in `once` may be filled later, and never change after that. `unique` are the table's unique keys,
    `partial` those with a condition, as (columns, SQL on ROW). `label` tells two freezes of one table apart.
    """

    ways = {
        "sqlite": ("no_update", "no_delete", "no_replace", "no_displacing"),
        "postgresql": ("no_update", "no_delete", "no_truncate"),
    }

    def __init__(self, table, columns, frozen, label="", unique=(), partial=(), once=()):
        self.table, self.columns, self.frozen, self.label = table, tuple(columns), frozen, label
        self.unique, self.partial, self.once = tuple(unique), tuple(partial), tuple(once)

    def describe(self):
        return f"Frozen columns of {self.table}"

    def deconstruct(self):
        options = {"label": self.label, "unique": self.unique, "partial": self.partial, "once": self.once}
        return type(self).__name__, [self.table, self.columns, self.frozen], options

    def create(self, vendor):
        message = f"{self.table} is frozen"
        frozen, changed = f"({self.frozen})", self._changed(vendor)
        update, delete, *others = (f"{self.label}{way}" for way in self.ways[vendor])
        if vendor == "sqlite":
            replace, displacing = others
            rows = _in_the_way(self.table, self.unique, self.partial)
            exists = f"EXISTS ({rows} AND ({self.frozen.replace('OLD.', 'existing.')})"
            return [
                _sqlite(self.table, update, "UPDATE", f"{frozen} AND ({changed})", message),
                _sqlite(self.table, delete, "DELETE", frozen, message),
                _sqlite(self.table, replace, "INSERT", f"{exists})", message),
                _sqlite(self.table, displacing, "UPDATE", f"{exists} AND existing.id <> OLD.id)", message),
            ]
        return [
            *_postgres(self.table, update, "UPDATE", f"{frozen} AND ({changed})", message),
            *_postgres(self.table, delete, "DELETE", frozen, message),
            *_postgres(self.table, others[0], "TRUNCATE", "", message),
        ]

    def _changed(self, vendor):
        differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        # jsonb and json compare differently; text does for both
        cast = "::text" if vendor == "postgresql" else ""
        fixed = [f"NEW.{column}{cast} {differs} OLD.{column}{cast}" for column in ("id", *self.columns)]
        filled = [f"(OLD.{column} IS NOT NULL AND NEW.{column} {differs} OLD.{column})" for column in self.once]
        return " OR ".join(fixed + filled)

"""Statements that are needed all the time, written as SQL once: Django takes longer to write them than a database to answer.

Only for querysets of a model, with select_related(), annotate() or values_list(). Tests hold the rows to those of the queryset.
"""

import threading
from collections.abc import Callable

from django.db import connections
from django.db.models.query import get_related_populators


def cursor_on(connection):
    """For such a statement: PostgreSQL also plans it only once per connection (config/postgresql)."""
    return getattr(connection, "prepared_cursor", connection.cursor)()


class Prepared:
    """`make(**values)` gives the queryset. `examples`: name -> (field, a value that occurs nowhere else in it)."""

    def __init__(self, make: Callable, **examples):
        self.make, self.examples = make, examples
        self.local = threading.local()

    def first(self, **values):
        """The first row as an instance, or None."""
        return next(iter(self.rows(**values)), None)

    def rows(self, **values) -> list:
        """All rows, as instances or, of values_list(), as tuples. A limit must stand in the queryset."""
        written = getattr(self.local, "written", None)
        if written is None or written.connection is not connections["default"]:
            written = self.local.written = _Written(self)
        return written.rows(values)


class _Written:
    """The SQL of one thread's connection, where each value goes, and how a row becomes an instance."""

    def __init__(self, prepared):
        self.connection = connections["default"]
        self.fields = {name: field for name, (field, _example) in prepared.examples.items()}
        queryset = prepared.make(**{name: example for name, (_field, example) in prepared.examples.items()})
        compiler = queryset.query.get_compiler(connection=self.connection)
        self.sql, self.params = compiler.as_sql()
        examples = {name: self._for_database(name, example) for name, (_field, example) in prepared.examples.items()}
        self.places = [
            (place, name) for place, value in enumerate(self.params) for name in examples if value == examples[name]
        ]
        self.compiler = compiler
        self.converters = compiler.get_converters([expression for expression, *_rest in compiler.select])
        self.make = tuple if queryset.query.values_select else self._prepare_instances(compiler)

    def _prepare_instances(self, compiler):
        self.model = compiler.klass_info["model"]
        chosen = compiler.klass_info["select_fields"]
        self.own = slice(chosen[0], chosen[-1] + 1)
        self.names = [expression.target.attname for expression, *_rest in compiler.select[self.own]]
        self.related = get_related_populators(compiler.klass_info, compiler.select, "default")
        return self._instance

    def _for_database(self, name, value):
        return self.fields[name].get_db_prep_value(value, self.connection)

    def rows(self, values):
        params = list(self.params)
        for place, name in self.places:
            params[place] = self._for_database(name, values[name])
        with cursor_on(self.connection) as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [self.make(row) for row in rows]

    def _instance(self, row):
        instance = self.model.from_db("default", self.names, row[self.own])
        for populator in self.related:
            populator.populate(row, instance)
        for name, place in self.compiler.annotation_col_map.items():
            setattr(instance, name, row[place])
        return instance

"""Fresh databases for tests that need a real one of their own, copied from the usual test database as it was made.

Append-only triggers forbid emptying a database, so tests with several connections or processes get a copy each.
"""

import os
import shutil
import sqlite3
import uuid
from contextlib import closing

from django.db import connection, connections


class SQLiteFiles:
    """Templates and copies as files in one folder."""

    def __init__(self, folder):
        self.folder = folder

    def url(self, name):
        return f"sqlite:///{self.folder}/{name}.sqlite3"

    def create(self, name, template):
        shutil.copyfile(self.folder / f"{template}.sqlite3", self.folder / f"{name}.sqlite3")
        return self.url(name), str(self.folder / f"{name}.sqlite3")

    def drop(self, name):
        for path in self.folder.glob(f"{name}.sqlite3*"):
            path.unlink()


class PostgresDatabases:
    """Templates and copies inside the cluster that DATABASE_URL names."""

    def __init__(self, url):
        self.base = url.rpartition("/")[0]
        self.admin_url = f"{self.base}/postgres"

    def execute(self, statement):
        import psycopg

        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(statement)

    def url(self, name):
        return f"{self.base}/{name}"

    def create(self, name, template):
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name), name

    def drop(self, name):
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Template:
    """The usual test database as it is before the first test: migrated, with the built-in content."""

    def __init__(self, folder):
        self.name = f"template_{uuid.uuid4().hex[:12]}"
        if connection.vendor == "postgresql":
            self.store = PostgresDatabases(os.environ["DATABASE_URL"])
            usual = connection.settings_dict["NAME"]
            connection.close()
            self.store.create(self.name, usual)
        else:
            self.store = SQLiteFiles(folder)
            connection.ensure_connection()
            with closing(sqlite3.connect(folder / f"{self.name}.sqlite3")) as file:
                connection.connection.backup(file)

    def drop(self):
        self.store.drop(self.name)


class Copy:
    """One fresh copy; while it is open, this process's own connection leads to it too."""

    def __init__(self, template):
        self.store = template.store
        self.name = f"copy_{uuid.uuid4().hex[:12]}"
        self.url, self.database = self.store.create(self.name, template.name)

    def open(self):
        """A connection object of its own: the former one may hold a database in memory, which cannot be left."""
        self.former, self.former_name = connections["default"], connections.settings["default"]["NAME"]
        connections.settings["default"]["NAME"] = self.database
        del connections["default"]

    def close(self):
        connections["default"].close()
        connections.settings["default"]["NAME"] = self.former_name
        connections["default"] = self.former
        self.store.drop(self.name)

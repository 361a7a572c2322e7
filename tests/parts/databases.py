"""Fresh databases for tests that need a real one of their own: copies of a template that is migrated and filled once.

Append-only triggers forbid emptying a database, so tests with several connections or processes get a copy each.
"""

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent.parent


def manage(url, *command):
    """A management command in a process of its own, on the database at that URL."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


class SQLiteFiles:
    """Templates and copies as files in one folder."""

    def __init__(self, folder):
        self.folder = folder

    def url(self, name):
        return f"sqlite:///{self.folder}/{name}.sqlite3"

    def create(self, name, template=None):
        if template:
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

    def create(self, name, template=None):
        self.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        return self.url(name), name

    def drop(self, name):
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def store_for(folder):
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return PostgresDatabases(os.environ["DATABASE_URL"])
    return SQLiteFiles(folder)


class Template:
    """A migrated database with the built-in content, from which copies are made."""

    def __init__(self, folder):
        self.store = store_for(folder)
        self.name = f"template_{uuid.uuid4().hex[:12]}"
        self.url, _ = self.store.create(self.name)
        manage(self.url, "migrate", "--verbosity=0")
        manage(self.url, "createcachetable")
        manage(self.url, "load_content")

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

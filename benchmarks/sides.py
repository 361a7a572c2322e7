"""A measurement inside one process, made once on SQLite and once on a durable PostgreSQL, each in a process of its own."""

import importlib
import json
import os
import subprocess
import sys
import tempfile

from benchmarks.postmaster import Postmaster
from tests.parts import postgres as part
from tests.parts.site import ROOT


def each_database(module, rounds):
    """(database, what `measure(rounds)` of that module found on a fresh one), one after the other."""
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder, "DOORSTEP_LOG_LEVEL": "ERROR"}
        os.environ["DOORSTEP_PERSON_LIMITS"] = "off"  # one person does the work of many
        yield "sqlite", _measured(module, rounds, f"sqlite:///{folder}/bench.sqlite3")
        if part.binaries():
            with Postmaster() as postmaster:
                yield "postgres", _measured(module, rounds, postmaster.database("bench"))


def _measured(module, rounds, url):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sides", module, str(rounds)],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def one_side(module, rounds):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(importlib.import_module(module).measure(int(rounds))))


if __name__ == "__main__":
    one_side(*sys.argv[1:])

"""A fresh database for a server under test: tables, content, one small service; prints its people's tokens as JSON."""

import json
import os
import subprocess
import sys

from tests.parts.site import ROOT


def prepared(url) -> dict:
    """Done in a process of its own; person -> token text."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.prepare"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def prepare():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from accounts import tokens
    from accounts.scopes import Scope
    from benchmarks import submission

    call_command("migrate", verbosity=0)
    service = submission.make_service()
    people = {f"caregiver {n}": (person, Scope.REPORT) for n, person in enumerate(service.caregivers[0])}
    people |= {"supervisor": (service.supervisors[0], Scope.ANSWER), "lead": (service.lead, Scope.ANSWER)}
    made = {
        name: {"id": str(user.pk), "token": tokens.create(user, by=None, name="bench", scopes=[scope], days=1)[1]}
        for name, (user, scope) in people.items()
    }
    print(json.dumps(made))


if __name__ == "__main__":
    prepare()

"""A fresh database for a server under test: tables, content, one small service; prints its people's tokens as JSON."""

import itertools
import json
import os
import subprocess
import sys

from tests.parts.site import ROOT


def prepared(url, teams=1) -> dict:
    """Done in a process of its own; person -> id and token. Nobody may send more than a hundred reports a day."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.prepare", str(teams)],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def prepare(teams):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from accounts import tokens
    from accounts.scopes import Scope
    from benchmarks import submission

    call_command("migrate", verbosity=0)
    service = submission.make_service(int(teams))
    people = {f"caregiver {n}": (person, Scope.REPORT) for n, person in enumerate(itertools.chain(*service.caregivers))}
    people |= {"supervisor": (service.supervisors[0], Scope.ANSWER), "lead": (service.lead, Scope.ANSWER)}
    made = {
        name: {"id": str(user.pk), "token": tokens.create(user, by=None, name="bench", scopes=[scope], days=1)[1]}
        for name, (user, scope) in people.items()
    }
    print(json.dumps(made))


if __name__ == "__main__":
    prepare(*sys.argv[1:])

"""What the records' chains hold after the races, asked of the database itself in a process of its own."""

import collections
import json
import os
import subprocess
import sys

from tests.parts.site import ROOT


def checked(url, expected) -> dict:
    """`events_wrong`: records whose chain holds other events than one per win; `verify`: audit_verify's exit code."""
    environment = {**os.environ, "DATABASE_URL": url}
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.races_check"],
        cwd=ROOT, env=environment, check=True, text=True, input=json.dumps(expected), stdout=subprocess.PIPE,
    )  # fmt: skip
    verify = subprocess.run(
        [sys.executable, "manage.py", "audit_verify"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    return {"events_wrong": json.loads(asked.stdout.splitlines()[-1]), "verify": verify.returncode}


def check():
    """Run in a process of its own: how many records do not hold what standard input expects of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from audit.models import AuditEvent
    from boundaries.models import Incident

    expected = json.load(sys.stdin)
    references = dict(Incident.objects.values_list("pk", "reference"))
    found = collections.defaultdict(list)
    for key, act in (
        AuditEvent.objects.filter(chain__startswith="incident:").order_by("seq").values_list("object_id", "act")
    ):
        found[references.get(key)].append(act)
    print(json.dumps(sum(found.get(name) != expected.get(name) for name in expected.keys() | found.keys())))


if __name__ == "__main__":
    check()

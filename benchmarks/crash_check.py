"""What stands in the database after all of it, asked of the database itself in a process of its own."""

import json
import os
import subprocess
import sys

from benchmarks.crash_sending import words_of
from tests.parts.site import ROOT

# what one report leaves behind, each exactly so often
ANSWERS, ONCE = 14, 1


def checked(url, acknowledged, expected) -> dict:
    """`lost`, `doubled`, `events_wrong` and `verify` (the exit code of audit_verify)."""
    environment = {**os.environ, "DATABASE_URL": url}
    question = json.dumps({"acknowledged": acknowledged, "expected": expected})
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.crash_check"],
        cwd=ROOT, env=environment, check=True, text=True, input=question, stdout=subprocess.PIPE,
    )  # fmt: skip
    verify = subprocess.run(
        [sys.executable, "manage.py", "audit_verify"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    return json.loads(asked.stdout.splitlines()[-1]) | {"verify": verify.returncode}


def check():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from accounts.models.sent_request import DifferentRequest
    from boundaries.models import Incident

    question = json.load(sys.stdin)
    standing = {str(pk): (reference, status, said) for pk, reference, status, said in Incident.objects.values_list(
        "pk", "reference", "status", "request_verbatim")}  # fmt: skip
    promised = question["acknowledged"]
    lost = [key for key, reference in promised.items() if standing.get(key, ("",))[:2] != (reference, "submitted")]
    words = [said for _reference, _status, said in standing.values()]
    wrong = _wrong(standing)
    result = {
        "incidents": len(standing),
        "lost": len(lost) + len({words_of(number) for number in range(question["expected"])} - set(words)),
        "doubled": len(words) - len(set(words)) + len(standing.keys() - promised.keys()),
        "events_wrong": len(set().union(*wrong.values())),
        "kept": DifferentRequest.objects.values("first").distinct().count(),
        "wrong": {name: len(keys) for name, keys in wrong.items() if keys},
    }
    print(json.dumps(result))


def _wrong(standing) -> dict[str, set]:
    """Part -> incidents that have it another number of times than they should."""
    from django.apps import apps
    from django.db.models import Count

    from audit.models import AuditEvent, OutboxItem
    from boundaries.models import StepAnswer
    from supervision.models import Assignment, Deadline, Message, Notice

    parts = {
        "answers": (StepAnswer.objects.all(), ANSWERS),
        "deadlines": (Deadline.objects.all(), ONCE),
        "receipts": (Message.objects.filter(kind="receipt"), ONCE),
        "assignments": (Assignment.objects.all(), ONCE),
        # of a record; that something repeats itself is told of none
        "notices": (Notice.objects.exclude(incident=None), ONCE),
    }
    if "searchentry" in apps.all_models["boundaries"]:
        parts["search entries"] = (apps.get_model("boundaries.SearchEntry").objects.all(), ONCE)
    counts = {
        name: (rows.values_list("incident").annotate(times=Count("pk")), times) for name, (rows, times) in parts.items()
    }
    of_reports = AuditEvent.objects.filter(object_type="boundaries.incident")
    every = of_reports.values_list("object_id").annotate(times=Count("pk"))
    submitted = of_reports.filter(act="incident_submitted").values_list("object_id").annotate(times=Count("pk"))
    counts |= {"events": (every, ONCE), "submitted events": (submitted, ONCE)}
    wrong = {
        name: _miscounted({str(key): n for key, n in rows}, standing, times) for name, (rows, times) in counts.items()
    }
    mails = {}
    for payload in OutboxItem.objects.filter(channel="mail", payload__has_key="reference").values_list("payload", flat=True):
        mails[payload["reference"]] = mails.get(payload["reference"], 0) + 1
    wrong["mails"] = {key for key, (reference, *_rest) in standing.items() if mails.get(reference) != ONCE}
    return wrong


def _miscounted(counted, standing, times):
    return {key for key in standing.keys() | counted.keys() if counted.get(key, 0) != times}


if __name__ == "__main__":
    check()

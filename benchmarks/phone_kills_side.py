"""The other processes of `./run bench phone_kills`: one that makes the service and signs a caregiver in, one that checks."""

import collections
import json
import os
import sys


def prepare():
    """Whose phone it is, and the cookies of her session."""
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.submission import make_service

    call_command("migrate", verbosity=0)
    caregiver = make_service(1).caregivers[0][0]
    phone = Client()
    phone.force_login(caregiver)
    return {"id": str(caregiver.pk), "cookies": {name: morsel.value for name, morsel in phone.cookies.items()}}


def check():
    """What was sent, beside what stands."""
    from audit.models import AuditEvent
    from boundaries.models import Attachment, Incident

    sent = {row["id"]: row["sections"] for row in json.load(sys.stdin)}
    standing = {str(incident.pk): incident for incident in Incident.objects.exclude(submitted_at=None)}
    photos = collections.Counter(str(pk) for pk in Attachment.objects.values_list("incident", flat=True))
    submits = AuditEvent.objects.filter(act="incident_submitted").count()
    return {
        "lost": len(sent.keys() - standing.keys()),
        "doubled": len(standing.keys() - sent.keys()) + Incident.objects.count() - len(standing) + submits - len(standing),
        "words_wrong": sum(_words(standing[key]) != _written(sent[key]) for key in sent.keys() & standing.keys()),
        "photos_wrong": sum(photos[key] != 1 for key in sent),
    }


def _written(sections):
    steps = {name: content for name, content in sections.items() if "note" in content}
    notes = {int(name.removeprefix("step-")): content["note"] for name, content in steps.items()}
    words = ("request_verbatim", "what_happened", "own_observations")
    return {name: sections["basics"][name] for name in words} | {"response_given": sections["step-15"]["response_given"]} | notes


def _words(incident):
    names = ("request_verbatim", "what_happened", "own_observations", "response_given")
    notes = dict(incident.answers.values_list("clause__number", "note"))
    return {name: getattr(incident, name) for name in names} | notes


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    print(json.dumps({"prepare": prepare, "check": check}[sys.argv[1]]()))

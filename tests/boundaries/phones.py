"""What a phone sends, and what happens to the protocol while it is away."""

import datetime
import json

from django.utils import timezone

from audit.ids import uuid7
from policies.models import Clause, EventType, Policy, PolicyVersion
from tests.boundaries import filling

DRAFTS, INCIDENTS, POCKET = "/api/v1/drafts/", "/api/v1/incidents/", "/api/v1/pocket/"


def post(client, path, content, key=None):
    body = content if isinstance(content, str | bytes) else json.dumps(content)
    headers = {"idempotency-key": key or uuid7().hex}
    return client.post(path, body, content_type="application/json", headers=headers)


def put(client, path, content):
    return client.put(path, json.dumps(content), content_type="application/json")


def patch(client, path, content):
    return client.patch(path, json.dumps(content), content_type="application/json")


def report(client_k, **more):
    """Everything that a complete report holds, as a phone sends it at last."""
    steps = {name.split("-")[1]: {"answer": answer} for name, answer in filling.steps().items()}
    when = (timezone.localtime() - datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    begun = {"id": str(uuid7()), "event_type": "phone_number", "steps": steps}
    return begun | filling.basics(client_k, occurred_at=when) | more


def in_force(slug="phone-number"):
    return PolicyVersion.objects.in_force().get(policy__slug=slug)


def publish(slug="phone-number", *, days_ago=0, without=()) -> tuple[PolicyVersion, PolicyVersion]:
    """(the version before, the one that replaced it so many days ago), which lacks some steps by key."""
    before, moment = in_force(slug), timezone.now() - datetime.timedelta(days=days_ago)
    PolicyVersion.objects.filter(pk=before.pk).update(in_force_until=moment)
    fields = {name: getattr(before, name) for name in ("policy_id", "title", "closing")}
    after = PolicyVersion.objects.create(
        **fields, number=before.number + 1, in_force_from=moment, content_digest=f"{before.number + 1:064d}"
    )
    _copy_steps(before, after, without)
    before.refresh_from_db()
    return before, after


def give_own_protocol(key, *, days_ago) -> PolicyVersion:
    """A kind that the general protocol guided gets one of its own, with the same steps."""
    policy = Policy.objects.create(slug=f"own-of-{key}", kind=Policy.Kind.PROTOCOL)
    moment, general = timezone.now() - datetime.timedelta(days=days_ago), in_force("boundary-request")
    version = PolicyVersion.objects.create(
        policy=policy, number=1, title=general.title, in_force_from=moment, content_digest=f"{key:0>64}"
    )
    _copy_steps(general, version)
    EventType.objects.filter(key=key).update(protocol=policy)
    return version


def _copy_steps(source, version, without=()):
    for clause in source.clauses.exclude(key__in=without):
        clause.pk, clause.version = uuid7(), version
        Clause.objects.bulk_create([clause])

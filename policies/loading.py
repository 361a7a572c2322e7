"""Bringing the built-in content into the database: idempotent, and a changed text becomes a new version."""

import datetime

from django.db import transaction
from django.utils import timezone

from audit.canonical import digest
from policies.builtin import content
from policies.directory.always import numbers
from policies.library.loading import load_items
from policies.models import Clause, DirectoryEntry, EventType, Policy, PolicyVersion
from policies.protocols import protocol_for  # noqa: F401 (which of what was loaded guides a report)

ANSWER_KINDS = {
    "reason": Clause.Answer.REASON,
    "policy": Clause.Answer.CLAUSES,
    "channel": Clause.Answer.CHANNELS,
    "safety": Clause.Answer.SAFETY,
    "report": Clause.Answer.DISCOMFORT,
    "guidance": Clause.Answer.GUIDANCE,
    "support": Clause.Answer.SUPPORT,
    "decision": Clause.Answer.DECISION,
    "clarity": Clause.Answer.CLARITY,
    "document": Clause.Answer.DOCUMENT,
}
# HU.4, 5, 7, 8, 9, 12, 13 begin with an "if"; the others hold always.
CONDITIONAL = {"policy", "channel", "safety", "report", "guidance", "support", "decision"}
# The built-in wording holds for everything that happened before it was first loaded here, too.
FIRST_EDITION = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


@transaction.atomic
def load_content() -> dict[str, int]:
    """Publish what is new or changed; returns how many protocols and event types the content holds."""
    protocols = {row["key"]: _load_protocol(row) for row in content()["protocols"]}
    for order, row in enumerate(content()["event_types"]):
        own = next((p["key"] for p in content()["protocols"] if row["key"] in p["for"]), None)
        _load_event_type(row, order, protocols.get(own))
    numbers = _load_emergency_numbers()
    load_items(FIRST_EDITION)
    return {"protocols": len(protocols), "event_types": len(content()["event_types"]), "numbers": numbers}


def _load_protocol(row) -> Policy:
    policy, _ = Policy.objects.get_or_create(
        organisation=None, slug=row["key"].replace("_", "-"), defaults={"kind": Policy.Kind.PROTOCOL}
    )
    current = policy.versions.in_force().first()
    content_digest = digest(row)
    if current is None or current.content_digest != content_digest:
        _publish(policy, row, content_digest, current)
    return policy


def _publish(policy, row, content_digest, current):
    now = timezone.now()
    begin = now if current else min(now, FIRST_EDITION)
    if current:
        PolicyVersion.objects.filter(pk=current.pk).update(in_force_until=now)
    version = PolicyVersion.objects.create(
        policy=policy,
        number=current.number + 1 if current else 1,
        title=row["title"],
        closing=row["closing"],
        in_force_from=begin,
        content_digest=content_digest,
    )
    Clause.objects.bulk_create(_step(version, step) for step in row["steps"])


def _step(version, step) -> Clause:
    return Clause(
        version=version,
        number=step["number"],
        key=step["key"],
        kind=Clause.Kind.STEP,
        applies=Clause.Applies.CONDITIONAL if step["key"] in CONDITIONAL else Clause.Applies.ALWAYS,
        moment=step["moment"],
        answer_kind=ANSWER_KINDS.get(step["key"], Clause.Answer.NOTE),
        texts=step["texts"],
    )


def _load_event_type(row, order, protocol):
    EventType.objects.update_or_create(
        key=row["key"],
        defaults={
            "code": row["code"],
            "group": row["group"],
            "order": order,
            "label": row["label"],
            "gravity": row["gravity"],
            "safeguarding": row["safeguarding"],
            "question": row.get("question", {}),
            "route": row.get("route", ""),
            "register": row.get("register", ""),
            "protocol": protocol,
        },
    )


def _load_emergency_numbers() -> int:
    """Numbers of each country; one that is no longer in the content is no longer offered."""
    source = numbers()
    kept = []
    for country, row in source["countries"].items():
        for order, (phone, service) in enumerate(row["numbers"], start=1):
            entry, _ = DirectoryEntry.objects.update_or_create(
                organisation=None,
                country=country,
                kind=DirectoryEntry.Kind.EMERGENCY,
                phone=phone,
                defaults=source["services"][service]
                | {
                    "order": order,
                    "opening_hours": {"always": True},
                    "is_owned_by_organisation": True,
                    "verified_on": datetime.date.fromisoformat(source["checked_on"]),
                    "source": row["source"],
                    "active": True,
                },
            )
            kept.append(entry.pk)
    DirectoryEntry.objects.filter(organisation=None).exclude(pk__in=kept).update(active=False)
    return len(kept)

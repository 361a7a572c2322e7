"""Proving that nothing was altered: every chain link by link, every frozen content and every status against it.

A record that was removed together with its whole chain and all its content, and last links that prove nothing of their
own (who opened a record, a reminder), are found against the signed checkpoints (audit/verify_checkpoints.py); a whole
database that was put back to an older state against a checkpoint kept on another machine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps

from audit.chain import ACCESS
from audit.finding import Finding, batches, fetched, keys_of, readable
from audit.models import AuditEvent, Evidence
from audit.verify_checkpoints import Against

_checks: dict[type, list[Callable]] = {}


def declare_check(model: type, check: Callable) -> None:
    """What a row stands for outside of the database: `check(row)` returns what does not match, in words."""
    _checks.setdefault(model, []).append(check)


@dataclass
class Report:
    """How much was checked, and what was found."""

    events: int = 0
    chains: int = 0
    contents: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(*, organisation_id=None, elsewhere=()) -> Report:
    """Check all chains (or one organisation's) against all checkpoints, and all content that they prove.

    `elsewhere`: checkpoints that were kept outside of this database (verify_checkpoints.read_texts).
    """
    report, proven = Report(), {}
    against = Against(organisation_id, elsewhere)
    report.checkpoints = against.count
    events = AuditEvent.objects.order_by("chain", "seq")
    if organisation_id:
        events = events.filter(organisation_id=organisation_id)
    for chain in _chains(readable(events, report.findings)):
        report.chains += 1
        report.events += len(chain)
        report.findings += _check_links(chain)
        against.look_at(chain)
        _collect(chain, proven)
    report.findings += against.finish()
    report.contents = len(proven)
    _check_contents(proven, report.findings)
    _check_unproven(proven, organisation_id, report.findings)
    return report


def _chains(events) -> Iterator[list[AuditEvent]]:
    chain = []
    for event in events:
        if chain and event.chain != chain[-1].chain:
            yield chain
            chain = []
        chain.append(event)
    if chain:
        yield chain


def _check_links(chain) -> list[Finding]:
    """Sequence without a gap, each link on the one before, each hash its content's, each status from the last."""
    findings, before = [], None
    for event in chain:
        if event.seq != (before.seq if before else 0) + 1:
            findings.append(Finding(f"{event.chain}#{event.seq}", "an event before this one is missing"))
        if event.prev_hash != (before.hash if before else ""):
            findings.append(Finding(str(event), "does not follow from the event before it"))
        event.intact = event.hash == event.computed_hash()
        if not event.intact:
            findings.append(Finding(str(event), "the event was altered"))
        # who reads a record does not move it: between two looks its status may have changed
        moved = before and before.to_status and not event.chain.startswith(f"{ACCESS}:")
        if moved and event.from_status != before.to_status:
            findings.append(Finding(str(event), f"starts from {event.from_status}, not from {before.to_status}"))
        before = event
    return findings


def _collect(chain, proven) -> None:
    """Remember for each content the digest that counts, and the status that its record must have.

    An altered event proves nothing: what stands only in it is reported as unproven.
    """
    for event in chain:
        digests = event.data.get("digests", {}) if event.intact else {}
        for key, value in digests.items():
            if key not in proven or (key.endswith(":state") and _is_later(event, proven[key][1])):
                proven[key] = (value, event)


def _is_later(event, other) -> bool:
    """Of one chain they come in their order; a row whose state stands in several chains was proven last at its last moment."""
    return event.chain == other.chain or event.at >= other.at


def _check_contents(proven, findings) -> None:
    by_model: dict[str, dict[str, list]] = {}
    for key, (value, event) in proven.items():
        model, pk, part = key.rsplit(":", 2)
        by_model.setdefault(model, {}).setdefault(pk, []).append((part, value, event))
    for model, parts in sorted(by_model.items()):
        for batch in batches(sorted(parts)):
            standing = {str(row.pk): row for row in fetched(apps.get_model(model), batch, findings)}
            for pk in batch:
                findings += _check_row(model, pk, standing.get(pk), parts[pk])


def _check_row(model, pk, row, parts) -> list[Finding]:
    name = f"{model} {pk}"
    if row is None:
        return [Finding(name, f"the row is gone (proven by {parts[0][2]})")]
    name = f"{model} {getattr(row, 'reference', None) or pk}"
    findings = []
    for part, value, event in parts:
        has_moved = part == "state" and event.to_status and event.object_type == row._meta.label_lower
        if has_moved and row.status != event.to_status:
            findings.append(Finding(name, f"status is {row.status}, its chain says {event.to_status} ({event})"))
        elif row.part_digest(part) != value:
            fields = ", ".join(row.EVIDENCE[part])
            findings.append(Finding(name, f"its {part} was altered since {event} (one of: {fields})"))
    return findings + [Finding(name, what) for check in _checks.get(type(row), ()) for what in check(row)]


def _check_unproven(proven, organisation_id, findings) -> None:
    """Rows that should have been proven and are in no event: slipped in past the one door."""
    for model in apps.get_models():
        if not issubclass(model, Evidence):
            continue
        part = next(iter(model.EVIDENCE))
        for key in keys_of(model.must_be_proven(organisation_id), findings):
            if f"{model._meta.label_lower}:{key}:{part}" not in proven:
                findings.append(Finding(f"{model._meta.label_lower} {key}", "stands in no event"))

"""Proving that nothing was altered: every chain link by link, every frozen content and every status against it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from audit.models import AuditEvent, Evidence

BATCH = 2_000


@dataclass(frozen=True)
class Finding:
    """One thing that does not match: where, what, and which event told."""

    where: str
    what: str

    def __str__(self):
        return f"{self.where}: {self.what}"


@dataclass
class Report:
    """How much was checked, and what was found."""

    events: int = 0
    chains: int = 0
    contents: int = 0
    findings: list[Finding] = None

    def __post_init__(self):
        self.findings = []


def verify(*, organisation_id=None) -> Report:
    """Check all chains (or one organisation's) and all content that they prove."""
    report, proven = Report(), {}
    events = AuditEvent.objects.order_by("chain", "seq")
    if organisation_id:
        events = events.filter(organisation_id=organisation_id)
    for chain in _chains(events):
        report.chains += 1
        report.events += len(chain)
        report.findings += _check_links(chain)
        _collect(chain, proven)
    report.contents = len(proven)
    report.findings += _check_contents(proven)
    report.findings += _check_unproven(proven, organisation_id)
    return report


def _chains(events) -> Iterator[list[AuditEvent]]:
    chain = []
    for event in events.iterator(chunk_size=BATCH):
        if chain and event.chain != chain[-1].chain:
            yield chain
            chain = []
        chain.append(event)
    if chain:
        yield chain


def _check_links(chain) -> list[Finding]:
    """Sequence without a gap, each link on the one before, each hash its content's, each status from the last."""
    findings, before = [], None
    for position, event in enumerate(chain, start=1):
        if event.seq != position:
            findings.append(Finding(f"{event.chain}#{position}", "this event is missing"))
            break
        if event.prev_hash != (before.hash if before else ""):
            findings.append(Finding(str(event), "does not follow from the event before it"))
        if event.hash != event.computed_hash():
            findings.append(Finding(str(event), "the event was altered"))
        if before and before.to_status and event.from_status != before.to_status:
            findings.append(Finding(str(event), f"starts from {event.from_status}, not from {before.to_status}"))
        before = event
    return findings


def _collect(chain, proven) -> None:
    """Remember for each content the digest that counts, and the status that its record must have."""
    for event in chain:
        if event.act == "draft_discarded":
            continue
        for key, value in event.data.get("digests", {}).items():
            first = key not in proven or key.endswith(":state")
            proven[key] = (value, event) if first else proven[key]


def _check_contents(proven) -> list[Finding]:
    findings = []
    by_model: dict[str, dict[str, list]] = {}
    for key, (value, event) in proven.items():
        model, pk, part = key.rsplit(":", 2)
        by_model.setdefault(model, {}).setdefault(pk, []).append((part, value, event))
    for model, rows in sorted(by_model.items()):
        for batch in _batches(sorted(rows)):
            found = apps.get_model(model)._base_manager.in_bulk(batch)
            rows_by_pk = {str(pk): row for pk, row in found.items()}
            for pk in batch:
                findings += _check_row(model, pk, rows_by_pk.get(pk), rows[pk])
    return findings


def _check_row(model, pk, row, parts) -> list[Finding]:
    name = f"{model} {pk}"
    if row is None:
        return [Finding(name, f"the row is gone (proven by {parts[0][2]})")]
    name = f"{model} {getattr(row, 'reference', None) or pk}"
    findings = []
    for part, value, event in parts:
        if part == "state" and event.to_status and row.status != event.to_status:
            findings.append(Finding(name, f"status is {row.status}, its chain says {event.to_status} ({event})"))
        elif row.part_digest(part) != value:
            fields = ", ".join(row.EVIDENCE[part])
            findings.append(Finding(name, f"its {part} was altered since {event} (one of: {fields})"))
    return findings


def _check_unproven(proven, organisation_id) -> list[Finding]:
    """Rows that should have been proven and are in no event: slipped in past the one door."""
    findings = []
    for model in apps.get_models():
        if not issubclass(model, Evidence):
            continue
        part = next(iter(model.EVIDENCE))
        for row in model.must_be_proven(organisation_id).iterator(chunk_size=BATCH):
            if row.evidence_key(part) not in proven:
                findings.append(Finding(f"{model._meta.label_lower} {row.pk}", "stands in no event"))
    return findings


def _batches(keys):
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]

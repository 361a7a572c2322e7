"""Chains without records: events that prove nothing but each other."""

import datetime
import uuid

from audit.models import AuditEvent

START = datetime.datetime(2026, 11, 2, 8, 0, tzinfo=datetime.UTC)
PERSON, RECORD = uuid.UUID(int=1), uuid.UUID(int=2)


def event(organisation, chain, seq, prev, **values) -> AuditEvent:
    at = START + datetime.timedelta(minutes=seq)
    fields = {"at": at, "actor_id": PERSON, "role": "supervisor", "act": "example_noted", "object_type": "example"}
    row = AuditEvent(
        organisation_id=organisation, chain=chain, seq=seq, prev_hash=prev, object_id=RECORD, **(fields | values)
    )
    row.data = row.data or {"number": seq}
    row.hash = row.computed_hash()
    return row


def append(organisation, chain, count) -> list[AuditEvent]:
    last = AuditEvent.objects.filter(chain=chain).order_by("-seq").first()
    rows, seq, prev = [], last.seq if last else 0, last.hash if last else ""
    for number in range(seq + 1, seq + count + 1):
        rows.append(event(organisation, chain, number, prev))
        prev = rows[-1].hash
    return AuditEvent._base_manager.bulk_create(rows)


def written_anew(rows, prev) -> None:
    """Every link and hash made to fit, and put into the database."""
    for row in rows:
        row.prev_hash = prev
        row.hash = prev = row.computed_hash()
        values = {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"
        }
        AuditEvent._base_manager.filter(pk=row.pk).update(**values)

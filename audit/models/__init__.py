"""The evidence: event chains, and the outbox of what leaves the system."""

from audit.models.event import AuditEvent
from audit.models.evidence import Evidence
from audit.models.outbox import OutboxItem

__all__ = ["AuditEvent", "Evidence", "OutboxItem"]

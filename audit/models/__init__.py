"""The evidence: event chains, signed checkpoints over them, and the outbox of what leaves the system."""

from audit.models.checkpoint import Checkpoint, SigningKey
from audit.models.event import AuditEvent
from audit.models.evidence import Evidence
from audit.models.outbox import OutboxItem

__all__ = ["AuditEvent", "Checkpoint", "Evidence", "OutboxItem", "SigningKey"]

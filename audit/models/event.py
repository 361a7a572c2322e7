"""What happened, when and by whom: append-only, chained, and without a word of content."""

import hashlib

from django.db import models

from audit.canonical import canonical_json
from audit.ids import uuid7


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **_):
        raise TypeError("Audit events are never changed.")

    def delete(self):
        raise TypeError("Audit events are never deleted.")

    bulk_update = update


class AuditEvent(models.Model):
    """One link of one record's chain. No foreign keys: evidence must not depend on live rows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField(null=True)
    chain = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    act = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_event_chain_seq")]
        indexes = [
            models.Index(fields=["organisation_id", "at"], name="audit_event_org_at"),
            models.Index(fields=["object_id", "seq"], name="audit_event_object"),
            models.Index(fields=["actor_id", "at", "id"], name="audit_event_actor"),
        ]

    def __str__(self):
        return f"{self.chain}#{self.seq} {self.act}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("Audit events are never changed.")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    def delete(self, *args, **kwargs):
        raise TypeError("Audit events are never deleted.")

    def computed_hash(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """The bytes that its hash is made of."""
        return canonical_json(
            {
                "organisation": self.organisation_id,
                "chain": self.chain,
                "seq": self.seq,
                "at": self.at,
                "actor": self.actor_id,
                "role": self.role,
                "act": self.act,
                "object_type": self.object_type,
                "object": self.object_id,
                "from": self.from_status,
                "to": self.to_status,
                "data": self.data,
                "prev": self.prev_hash,
            }
        )

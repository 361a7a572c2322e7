"""What an organisation can be held to: its signing keys, and signed checkpoints over all its chains."""

from django.db import models

from audit.ids import uuid7
from audit.models.event import AppendOnlyQuerySet


class WrittenOnce(models.Model):
    """A row that neither the programmer nor, by trigger, anybody short of the database's owner changes."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name} is never changed.")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    def delete(self, *args, **kwargs):
        raise TypeError(f"{self._meta.verbose_name} is never deleted.")


class SigningKey(WrittenOnce):
    """One Ed25519 key of an organisation; the newest signs. `vouched` is its predecessor's signature for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField()
    number = models.PositiveIntegerField()
    statement = models.TextField()
    vouched = models.CharField(max_length=128)
    public = models.CharField(max_length=64)
    private_sealed = models.BinaryField(editable=False)
    created_at = models.DateTimeField()

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "number"], name="audit_key_number")]

    def __str__(self):
        return f"key {self.number}"


class Checkpoint(WrittenOnce):
    """Where all chains of an organisation stood at a moment, in one signed figure that can leave the machine.

    `statement` is what is signed, to the byte. `changed` are the heads that moved since the former checkpoint, as
    [chain, length, hash]: all of them together give the tree whose root the statement names.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    statement = models.TextField()
    signature = models.CharField(max_length=128)
    changed = models.JSONField(default=list)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "number"], name="audit_checkpoint_number")]

    def __str__(self):
        return f"checkpoint {self.number}"

"""What leaves the system: written in the transaction of its cause, delivered after commit by the worker."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from audit.ids import uuid7

CLAIM = datetime.timedelta(minutes=2)
MOST_ATTEMPTS = 8


class OutboxQuerySet(models.QuerySet):
    def due(self, now):
        """Neither sent nor parked, its time has come, and no living worker holds it."""
        return self.filter(sent_at=None, parked_at=None, due_at__lte=now).filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
        )


class OutboxItem(models.Model):
    """One mail or webhook (later: push) that waits, was sent, or was parked after too many failures."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField()
    channel = models.CharField(max_length=20)
    recipient_id = models.UUIDField()
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    SENSITIVE: tuple[str, ...] = ()
    # functions that upper rooms add: called when one was written, in the transaction that wrote it
    when_written: ClassVar[list] = []

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="audit_outbox_waiting",
                condition=models.Q(sent_at=None, parked_at=None),
            ),
            models.Index(
                fields=["organisation_id"],
                name="audit_outbox_parked",
                condition=models.Q(parked_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.channel} {self.id}"

    def save(self, *args, **kwargs):
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            self.inserted()

    def inserted(self) -> None:
        for function in self.when_written:
            function()

    def failed(self, error: Exception, now) -> None:
        """Back off (1, 2, 4 ... minutes) and park after MOST_ATTEMPTS; the error's kind only, never its text."""
        self.attempts += 1
        self.last_error = type(error).__name__
        self.claimed_until = None
        self.due_at = now + datetime.timedelta(minutes=2 ** (self.attempts - 1))
        if self.attempts >= MOST_ATTEMPTS:
            self.parked_at = now
        self.save()

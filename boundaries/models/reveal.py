"""Opening who stands behind a pseudonym: asked for with a reason, opened by a second person, seen by the reporter."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence


class Reveal(Evidence):
    """One request to learn a reporter's name. It is open for whoever asked only once somebody else has agreed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="reveals")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="reveals_asked")
    asked_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="reveals_decided")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    refusal_reason = models.CharField(max_length=500, blank=True)

    SENSITIVE = ("reason", "refusal_reason")
    EVIDENCE = {
        "asked": ("incident", "asked_by", "asked_at", "reason"),
        "state": ("decided_by", "decided_at", "is_granted", "refusal_reason"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "asked_by"],
                condition=models.Q(decided_at=None),
                name="boundaries_one_open_reveal",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, is_granted=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False),
                name="boundaries_reveal_together",
            ),
            # the second person is another one
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="boundaries_reveal_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.asked_at:%Y-%m-%d}"

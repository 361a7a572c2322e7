"""Opening to an auditor who took part in one record: asked for with a reason, decided by a second person."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence

MOST_REASON = 500


class IdentityReveal(Evidence):
    """One request that an auditor may learn the names in a record, made by herself or, beforehand, by who gives mandates.

    It opens nothing that her role and her mandates do not: when they end, it is over too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="identity_reveals")
    auditor = models.ForeignKey(User, models.PROTECT, related_name="identities_for")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="identities_asked")
    asked_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=MOST_REASON)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="identities_decided")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    refusal_reason = models.CharField(max_length=MOST_REASON, blank=True)

    SENSITIVE = ("reason", "refusal_reason")
    EVIDENCE = {
        "asked": ("incident", "auditor", "asked_by", "asked_at", "reason"),
        "state": ("decided_by", "decided_at", "is_granted", "refusal_reason"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "auditor"],
                condition=models.Q(decided_at=None),
                name="supervision_one_open_identities",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, is_granted=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False),
                name="supervision_identities_together",
            ),
            # the second person is another one, and never the one who reads
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("asked_by")) & ~models.Q(decided_by=models.F("auditor")),
                name="supervision_identities_second",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.asked_at:%Y-%m-%d}"

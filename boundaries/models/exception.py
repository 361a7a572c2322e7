"""The rule did not fit this case: which one, what was done instead, and who approved that."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from policies.models import Clause, PolicyFeedback


class ReasonedException(Evidence):
    """Spirit, not letter (UK.11): an exception from a clause, asked for with its purpose and approved by another person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.PROTECT, related_name="exceptions")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    purpose = models.TextField(max_length=2000)
    done_instead = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_reason = models.TextField(blank=True, max_length=2000)
    is_approved = models.BooleanField(null=True, blank=True)
    # what the policy owner reads of it: the purpose, worded without anybody in it
    feedback = models.OneToOneField(PolicyFeedback, models.PROTECT, null=True, blank=True, related_name="exception")

    SENSITIVE = ("purpose", "done_instead", "decided_reason")
    EVIDENCE = {
        "exception": ("incident", "clause", "purpose", "done_instead", "asked_by", "asked_at"),
        "state": ("decided_at", "decided_by", "decided_reason", "is_approved", "feedback"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by=None, is_approved=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False, is_approved__isnull=False),
                name="boundaries_exception_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="boundaries_exception_by_another",
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(decided_at=None), name="boundaries_one_open_exception"
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.asked_at:%Y-%m-%d}"

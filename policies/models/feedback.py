"""What comes back to the policy owner from practice, without anybody's words or name."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence
from policies.models.event_type import EventType
from policies.models.policy import Clause


class PolicyFeedback(Evidence):
    """A policy that was looked for and not found, did not fit, or was not clear. Never says who, nor what happened."""

    class Kind(models.TextChoices):
        GAP = "gap"
        EXCEPTION = "exception"
        UNCLEAR = "unclear"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    # None: of no kind in particular
    event_type = models.ForeignKey(EventType, models.PROTECT, null=True, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True)
    # the purpose that an exception served, as the lead worded it for the policy owner
    text = models.TextField(blank=True, max_length=2000)
    opened_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_reason = models.TextField(blank=True, max_length=2000)

    SENSITIVE = ("text", "answered_reason")
    EVIDENCE = {
        "feedback": ("organisation", "kind", "event_type", "clause", "text", "opened_at"),
        "state": ("answered_at", "answered_by", "answered_reason"),
    }

    class Meta:
        verbose_name_plural = "policy feedback"
        constraints = [
            # HU.4: a gap is told once per kind of event while it is open
            models.UniqueConstraint(
                fields=["organisation", "event_type"],
                condition=models.Q(kind="gap", answered_at=None),
                name="policies_one_open_gap",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(kind="gap", answered_at=None, event_type=None),
                name="policies_one_open_gap_of_none",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, answered_reason="")
                | models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answered_reason=""),
                name="policies_feedback_answered",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-opened_at"], name="policies_feedback_newest")]

    def __str__(self):
        return f"{self.kind} {self.opened_at:%Y-%m-%d}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

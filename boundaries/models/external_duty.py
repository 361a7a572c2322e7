"""Whether an event has to be told to somebody outside by law: the decision, and why. Nothing is sent by it."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence


class ExternalDuty(Evidence):
    """What was decided about a notice that may be due (policies/content/external_duties.json): given, not due, or open."""

    class Decision(models.TextChoices):
        GIVEN = "given"
        PLANNED = "planned"
        NOT_DUE = "not_due"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.PROTECT, related_name="external_duties")
    # key of the duty in the content, with its edition: the words may change, the decision names those it was made on
    duty = models.SlugField(max_length=60)
    edition = models.CharField(max_length=20)
    decision = models.CharField(max_length=8, choices=Decision)
    reason = models.TextField(blank=True, max_length=2000)
    # to whom and when it was given, and under which number it is known there
    given_to = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    external_reference = models.CharField(max_length=80, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("reason", "given_to", "external_reference")
    EVIDENCE = {
        "decision": (
            "incident", "duty", "edition", "decision", "reason", "given_to", "given_at", "external_reference",
            "decided_by", "decided_at",
        ),
    }  # fmt: skip

    class Meta:
        verbose_name_plural = "external duties"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision="given") | models.Q(given_at__isnull=False) & ~models.Q(given_to=""),
                name="boundaries_given_notice_says_to_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="not_due") | ~models.Q(reason=""), name="boundaries_no_notice_says_why"
            ),
        ]
        indexes = [models.Index(fields=["incident", "duty", "-decided_at"], name="boundaries_duties")]

    def __str__(self):
        return f"{self.duty} {self.decision}"

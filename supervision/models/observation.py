"""How it was for those concerned, kept beside the outcome and never merged with it (BG.15, UK.6)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident

LOWEST, HIGHEST = 1, 5
FIRST_PHASE, LAST_PHASE = 4, 7


def _said_one_way():
    """A number, no wish to say, no answer, or words alone: never two of them."""
    nothing, words = Q(value=None), ~Q(text="")
    number = Q(
        value__isnull=False, value__range=(LOWEST, HIGHEST)
    )  # without a number the comparison would be unknown, not false
    return (
        (number & Q(declined=False, unanswered=False))
        | (nothing & Q(declined=True, unanswered=False))
        | (nothing & Q(declined=False, unanswered=True))
        | (nothing & words & Q(declined=False, unanswered=False))
    )


class Observation(Evidence):
    """What somebody said about how it was, or what changed: at a moment of the record, once, never edited."""

    class Indicator(models.TextChoices):
        RESPECTED = "respected"
        UNDERSTOOD = "understood"
        HELPFUL = "helpful"
        CLIENT_SATISFACTION = "client_satisfaction"
        CAREGIVER_SATISFACTION = "caregiver_satisfaction"
        GOAL_ATTAINMENT = "goal_attainment"
        STATUS_CHANGE = "status_change"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="observations")
    indicator = models.CharField(max_length=24, choices=Indicator)
    # what is observed, where no indicator fits
    label = models.CharField(max_length=80, blank=True)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    # "I would rather not say" is an answer
    declined = models.BooleanField(default=False)
    # asked by those who answer, and no answer came
    unanswered = models.BooleanField(default=False)
    text = models.TextField(max_length=2_000, blank=True)
    language = models.CharField(max_length=2)
    changed_on = models.DateField(null=True, blank=True)
    phase = models.PositiveSmallIntegerField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("label", "text")
    EVIDENCE = {
        "observation": (
            "incident", "indicator", "label", "value", "declined", "unanswered", "text", "language", "changed_on", "phase",
            "given_by", "at",
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["at"], name="supervision_observed_at")]
        constraints = [
            models.CheckConstraint(condition=_said_one_way(), name="supervision_observed_one_way"),
            models.CheckConstraint(
                condition=Q(phase__range=(FIRST_PHASE, LAST_PHASE)), name="supervision_observed_in_phase"
            ),
            models.CheckConstraint(
                condition=~Q(indicator="status_change") | Q(value=None, changed_on__isnull=False) & ~Q(text=""),
                name="supervision_change_in_words",
            ),
            models.CheckConstraint(condition=Q(indicator="other") ^ Q(label=""), name="supervision_other_is_named"),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.indicator}"

"""Where somebody was sent: exactly which place, as it stood then, and whether she got there."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.models.organisation import LANGUAGES
from audit.ids import uuid7
from audit.models import Evidence
from policies.models import DirectoryEntry


class Referral(Evidence):
    """A client sent to the right place, by name, address, phone and hours (UK.7, UK.8). Goes outside; escalate stays inside."""

    class Explained(models.TextChoices):
        YES = "yes"
        NO = "no"

    class Decision(models.TextChoices):
        """What the client said to it."""

        WANTS = "wants"
        THINKS = "thinks"
        DECLINES = "declines"
        UNKNOWN = "unknown"

    class Reached(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="referrals")
    entry = models.ForeignKey(DirectoryEntry, models.PROTECT, related_name="+")
    # the entry as it stood when the referral was given (boundaries/referrals/snapshot.py)
    snapshot = models.JSONField()
    reason = models.TextField(blank=True, max_length=2000)
    # was it explained how it works there? Asked for services and authorities (UK.10)
    explained_procedure = models.CharField(max_length=3, choices=Explained, blank=True)
    card_given = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    client_decision = models.CharField(max_length=8, choices=Decision, default=Decision.UNKNOWN)
    # what becomes possible afterwards, and when we go on (UK.12)
    unblocks = models.TextField(blank=True, max_length=500)
    next_step_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="referrals_given")
    # when it was given; the phone may send it later
    given_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="referrals_checked")
    reached = models.CharField(max_length=8, choices=Reached, blank=True)
    checked_note = models.TextField(blank=True, max_length=500)

    SENSITIVE = ("reason", "unblocks", "checked_note")
    EVIDENCE = {
        "referral": (
            "incident", "entry", "snapshot", "reason", "explained_procedure", "card_given", "language",
            "client_decision", "unblocks", "next_step_on", "given_by", "given_at", "recorded_at",
        ),
        "state": ("checked_at", "checked_by", "reached", "checked_note"),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_at=None, checked_by=None, reached="")
                | models.Q(checked_at__isnull=False, checked_by__isnull=False) & ~models.Q(reached=""),
                name="boundaries_referral_checked",
            )
        ]
        indexes = [models.Index(fields=["incident", "given_at"], name="boundaries_referrals")]

    def __str__(self):
        return f"{self.incident_id} {self.given_at:%Y-%m-%d}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        """Given in a draft, it is proven with the report (boundaries/acts.py)."""
        return super().must_be_proven(organisation_id).exclude(incident__status="draft")

    @property
    def is_settled(self) -> bool:
        """Whether she got there is known; "don't know yet" may still become an answer."""
        return self.reached in (self.Reached.YES, self.Reached.NO)

"""Who has an incident, since when and why: one current row per incident."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident


class Assignment(models.Model):
    """One stretch of responsibility; the current one has no end."""

    class Basis(models.TextChoices):
        """Why this person: shown in words on the incident."""

        TEAM_SUPERVISOR = "team_supervisor"
        TEAM_LEAD = "team_lead"
        LEAD = "lead"
        SAFEGUARDING = "safeguarding"
        ANSWERED = "answered"
        ESCALATION = "escalation"
        DECISION = "decision"
        MATCHED = "matched"
        CHOSEN = "chosen"
        COVER = "cover"
        ON_CALL = "on_call"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, models.PROTECT)
    basis = models.CharField(max_length=20, choices=Basis)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # how the match came about: [{"factor": "language", "weight": 40, "value": "uk"}, ...], explained in words on the page
    factors = models.JSONField(default=list)
    # why somebody else was chosen than the first in turn
    reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("reason", "factors")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(until=None), name="supervision_one_assignment"
            )
        ]

    def __str__(self):
        return f"{self.incident_id} {self.basis}"


class OtherPersonAsked(Evidence):
    """The reporter asked for another person to answer her; she need not say why, and nobody asks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="others_asked")
    instead_of = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"asked": ("incident", "instead_of", "at")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "instead_of"], name="supervision_asked_once")]

    def __str__(self):
        return f"{self.incident_id} {self.at:%Y-%m-%d}"

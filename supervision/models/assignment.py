"""Who has an incident, since when and why: one current row per incident."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
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

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, models.PROTECT)
    basis = models.CharField(max_length=20, choices=Basis)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(until=None), name="supervision_one_assignment"
            )
        ]

    def __str__(self):
        return f"{self.incident_id} {self.basis}"

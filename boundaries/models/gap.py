"""Which reports found no policy: the link that the policy owner never reads."""

from django.db import models
from django.utils import timezone

from audit.ids import uuid7
from policies.models import PolicyFeedback


class GapIncident(models.Model):
    """A report whose step 4 said "I found no policy", under the open gap of its kind of event (HU.4)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    feedback = models.ForeignKey(PolicyFeedback, models.PROTECT, related_name="reports")
    incident = models.OneToOneField("boundaries.Incident", models.PROTECT, related_name="gap")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()

    def __str__(self):
        return f"{self.feedback_id} {self.incident_id}"

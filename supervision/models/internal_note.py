"""What those who answer tell each other about a record: strictly apart from what the reporter sees."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident


class InternalNote(Evidence):
    """A note for colleagues. It is no message: no reporter, and nobody part of the event, ever reads it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="internal_notes")
    author = models.ForeignKey(User, models.PROTECT)
    body = models.TextField(max_length=20_000)
    language = models.CharField(max_length=2)
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("body",)
    EVIDENCE = {"note": ("incident", "author", "body", "language", "at")}

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.incident_id} {self.at:%Y-%m-%d}"

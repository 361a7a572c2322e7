"""What left the system as a document, for whom and why: append-only."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident


class Export(Evidence):
    """One document handed out. The digest is that of the canonical record printed in its footer."""

    class Profile(models.TextChoices):
        PSEUDONYMISED = "pseudonymised"
        IDENTIFIED = "identified"
        REPORTER = "reporter"  # the reporter's own copy: without what the line told each other

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="exports")
    language = models.CharField(max_length=2)
    profile = models.CharField(max_length=14, choices=Profile)
    reason = models.CharField(max_length=200, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField(default=timezone.now)
    record_digest = models.CharField(max_length=64)

    SENSITIVE = ("reason",)
    EVIDENCE = {"export": ("incident", "language", "profile", "reason", "requested_by", "at", "record_digest")}

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="supervision_exports")]

    def __str__(self):
        return f"{self.incident_id} {self.profile}"

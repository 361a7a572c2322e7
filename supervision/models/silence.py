"""Conversations in which we wait for the reporter, each with the time at which that has lasted long."""

from django.db import models

from accounts.models import Organisation
from audit.ids import uuid7
from boundaries.models import Incident


class SilenceQuerySet(models.QuerySet):
    def to_notice(self, now):
        return self.filter(noticed_at=None, notice_at__lte=now)

    def noticed(self):
        """The quiet conversations."""
        return self.filter(noticed_at__isnull=False)


class Silence(models.Model):
    """Nothing is owed and the reporter has not written since. The row is gone as soon as that is no longer so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    incident = models.OneToOneField(Incident, models.CASCADE, related_name="silence")
    since = models.DateTimeField()
    notice_at = models.DateTimeField()
    # somebody was asked to follow it up, or did so unasked: this happens once in a silence
    noticed_at = models.DateTimeField(null=True, blank=True)

    objects = SilenceQuerySet.as_manager()
    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        indexes = [
            models.Index(fields=["notice_at"], name="supervision_to_notice", condition=models.Q(noticed_at=None)),
            models.Index(
                fields=["organisation", "noticed_at"],
                name="supervision_quiet",
                condition=models.Q(noticed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} since {self.since:%Y-%m-%d}"

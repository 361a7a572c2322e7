"""Who has to read which version by when, and who has."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence
from policies.models.policy import PolicyVersion


class ReadTask(Evidence):
    """A version that somebody is asked to read. Reading never keeps anybody from reporting (BG.14.1)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="reading")
    user = models.ForeignKey(User, models.PROTECT, related_name="to_read")
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # in which language it was on the screen when she said that she has read it
    language = models.CharField(max_length=2, blank=True)
    # a newer version took its place before she read it
    superseded_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {
        "task": ("organisation", "version", "user", "asked_at", "due_at"),
        "state": ("read_at", "language", "superseded_at"),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="policies_read_once")]
        indexes = [
            models.Index(
                fields=["user"],
                name="policies_to_read",
                condition=models.Q(read_at=None, superseded_at=None),
            )
        ]

    def __str__(self):
        return f"{self.version_id} {self.user_id}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

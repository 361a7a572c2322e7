"""What the system tells a person: that something happened to a record, never what it says."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from boundaries.models import Incident


class Notice(models.Model):
    """One line in somebody's inbox. supervision/notices.py says who is told what, and in which words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    # what it is about: a record, or else the address of a page
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="notices")
    address = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30)
    # why this person is told, as a code of supervision/told_because.py; "cover" says for whom
    why = models.CharField(max_length=20, blank=True)
    why_person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    # somebody has dealt with what it was about: no mail goes any more
    settled_at = models.DateTimeField(null=True, blank=True)
    # it waits for the digest of this moment; null where a mail of its own went, or the digest has been written
    digest_due_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-created_at"], name="supervision_inbox"),
            # counted on every page
            models.Index(
                fields=["user"], name="supervision_unread", condition=models.Q(read_at=None, settled_at=None)
            ),
            # what the clock looks for
            models.Index(
                fields=["digest_due_at"],
                name="supervision_to_digest",
                condition=models.Q(digest_due_at__isnull=False),
            ),
            # what an act on a record settles
            models.Index(
                fields=["incident"], name="supervision_to_settle", condition=models.Q(settled_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.kind}"

"""Which replies their author opened to the whole service, so that others may learn from them."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident
from supervision.models.message import Message


class SharedReply(Evidence):
    """A reply that colleagues elsewhere in the service may read without names, after its record has a result (B-CS-14)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="shared_replies")
    message = models.OneToOneField(Message, models.PROTECT, related_name="sharing")
    shared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"shared": ("incident", "message", "shared_by", "shared_at")}

    def __str__(self):
        return f"{self.message_id} {self.shared_at:%Y-%m-%d}"

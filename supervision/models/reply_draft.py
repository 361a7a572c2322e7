"""Answers that were begun and not sent."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from boundaries.models import Incident
from supervision.models.message import MAX_BODY, Message


class ReplyDraft(models.Model):
    """What somebody has begun to answer: hers alone, shown to nobody else, gone once it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="reply_drafts")
    user = models.ForeignKey(User, models.CASCADE, related_name="reply_drafts")
    kind = models.CharField(max_length=12, choices=Message.Kind, blank=True)
    body = models.TextField(max_length=MAX_BODY, blank=True)
    language = models.CharField(max_length=2, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    # what was typed into a full answer so far, by field
    prepared = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("body", "prepared")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "incident"], name="supervision_one_reply_draft")]

    def __str__(self):
        return f"{self.incident_id} {self.user_id}"

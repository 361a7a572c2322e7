"""The conversation: messages, frozen the moment they are sent."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident

MAX_BODY = 20_000


class Message(Evidence):
    """Something said in the conversation of an incident. Without author: said by the system."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt"
        REPORTER = "reporter"
        WELCOME = "welcome"
        QUESTION = "question"
        HOLDING = "holding"
        REPLY = "reply"
        CALL_NOTE = "call_note"
        SIGN = "sign"
        FOLLOW_UP = "follow_up"
        NOTICE = "notice"

    # what a supervisor may send; each of them meets the duty to answer (SV.13), a holding reply by promising (SV.18)
    ANSWERS = (Kind.REPLY, Kind.QUESTION, Kind.WELCOME, Kind.CALL_NOTE, Kind.HOLDING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="messages")
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    body = models.TextField()
    language = models.CharField(max_length=2)
    promised_at = models.DateTimeField(null=True, blank=True)
    # a correction is a new message; the old one stays readable
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("body",)
    EVIDENCE = {
        "message": ("incident", "author", "kind", "body", "language", "promised_at", "sent_at"),
        "correction": ("supersedes",),
    }

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["incident", "sent_at"], name="supervision_thread")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="holding") | models.Q(promised_at__isnull=False),
                name="supervision_holding_promises",
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(kind="receipt"), name="supervision_one_receipt"
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.kind}"

    @property
    def is_answer(self) -> bool:
        return self.kind in self.ANSWERS

"""The reporter's own word on a reply: whether it has understood her."""

from django.db import models
from django.utils import timezone

from audit.ids import uuid7
from audit.models import Evidence
from supervision.models.message import Message


class Understanding(Evidence):
    """She was understood, or not quite, as she says under a reply; the last word counts, and none is taken away."""

    class Answer(models.TextChoices):
        YES = "yes"
        NOT_QUITE = "not_quite"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="understandings")
    answer = models.CharField(max_length=10, choices=Answer)
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"word": ("message", "answer", "at")}

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["at"], name="supervision_understood_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__in=["yes", "not_quite"]), name="supervision_understood_answer"
            )
        ]

    def __str__(self):
        return f"{self.message_id} {self.answer}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(message__incident__organisation_id=organisation_id) if organisation_id else rows

"""How a full answer was prepared: its four parts and the seven phases, frozen with the message."""

from django.db import models

from audit.ids import uuid7
from audit.models import Evidence
from boundaries.choices import ContactType
from supervision.models.message import MAX_BODY, Message

MOST_CLARIFIED, MOST_REASON = 300, 200


def _part():
    return models.TextField(max_length=MAX_BODY)


class Preparation(Evidence):
    """What makes an answer a full one (CS.6, CS.7): looked up, understood, compared, consulted, kept within the limits."""

    class Compared(models.TextChoices):
        COMPARED = "compared"
        NOTHING = "nothing"

    class Consulted(models.TextChoices):
        COLLEAGUE = "colleague"
        DECIDED = "decided"
        WAIVED = "waived"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.OneToOneField(Message, models.PROTECT, related_name="preparation")
    # the letter's parts; the message's body is the four of them as one letter
    greeting = _part()
    summary = _part()
    explanation = _part()
    closing = _part()
    # what it answers to came at
    received_at = models.DateTimeField()
    # references of the earlier records that its writer had before her
    looked_up = models.JSONField(default=list, blank=True)
    clarified = models.CharField(max_length=MOST_CLARIFIED)
    contact_type = models.CharField(max_length=12, choices=ContactType)
    contact_type_note = models.CharField(max_length=MOST_REASON, blank=True)
    compared = models.CharField(max_length=8, choices=Compared)
    consulted = models.CharField(max_length=9, choices=Consulted)
    consultation_waived_reason = models.CharField(max_length=MOST_REASON, blank=True)
    limits_attested_at = models.DateTimeField()

    SENSITIVE = (
        "greeting", "summary", "explanation", "closing", "clarified", "contact_type_note", "consultation_waived_reason",
    )  # fmt: skip
    EVIDENCE = {
        "preparation": (
            "message", "greeting", "summary", "explanation", "closing", "received_at", "looked_up", "clarified",
            "contact_type", "contact_type_note", "compared", "consulted", "consultation_waived_reason",
            "limits_attested_at",
        )
    }  # fmt: skip

    def __str__(self):
        return f"{self.message_id}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(message__incident__organisation_id=organisation_id) if organisation_id else rows

"""Somebody else was asked about a record: a colleague for her view, or an authority that something was disclosed to."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident


class Consultation(Evidence):
    """A question to a colleague, who sees an extract without names, or what an authority was told and what it said.

    Handing over the decision is the verb `escalate` and stands on the incident itself.
    """

    class Kind(models.TextChoices):
        COLLEAGUE = "colleague"
        AUTHORITY = "authority"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="consultations")
    kind = models.CharField(max_length=9, choices=Kind)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # as the directory called it then, with its entry's key; a name alone where the directory lacks it
    authority_name = models.CharField(max_length=200, blank=True)
    authority_key = models.CharField(max_length=36, blank=True)
    question = models.TextField(max_length=20_000, blank=True)
    # what the colleague is shown, or what the authority was told
    extract = models.TextField(max_length=20_000, blank=True)
    # an authority only: by what right, and whether the client was told (UK.13)
    ground = models.TextField(max_length=2_000, blank=True)
    client_told = models.BooleanField(null=True, blank=True)
    not_told_reason = models.TextField(max_length=2_000, blank=True)
    language = models.CharField(max_length=2)
    # when it happened; what was said to an authority is often written down later
    asked_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=20_000, blank=True)
    answer_language = models.CharField(max_length=2, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    SENSITIVE = (
        "authority_name", "question", "extract", "ground", "not_told_reason", "answer", "withdrawn_reason",
    )  # fmt: skip
    EVIDENCE = {
        "asked": (
            "incident", "kind", "asked_by", "asked_of", "authority_name", "authority_key", "question", "extract", "ground",
            "client_told", "not_told_reason", "language", "asked_at", "recorded_at",
        ),
        "state": (
            "answer", "answer_language", "answered_at", "answered_by", "withdrawn_at", "withdrawn_by", "withdrawn_reason",
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="colleague", asked_of__isnull=False, authority_name="", client_told=None)
                | models.Q(kind="authority", asked_of=None, client_told__isnull=False) & ~models.Q(authority_name=""),
                name="supervision_consulted_one",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_of=None) | ~models.Q(asked_of=models.F("asked_by")),
                name="supervision_consulted_another",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, answer="")
                | models.Q(answered_at__isnull=False, answered_by__isnull=False, withdrawn_at=None)
                & ~models.Q(answer=""),
                name="supervision_consultation_said",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason=""),
                name="supervision_consultation_off",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_of", "-asked_at"], name="supervision_asked_of"),
            models.Index(fields=["incident", "asked_at"], name="supervision_consulted"),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.kind} {self.asked_at:%Y-%m-%d}"

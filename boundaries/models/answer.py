"""Answers to the steps of the protocol, frozen when the report is sent."""

from django.db import models
from django.utils import timezone

from audit.ids import uuid7
from audit.models import Evidence
from policies.models import Clause


class StepAnswer(Evidence):
    """What the caregiver answered to one step."""

    class Outcome(models.TextChoices):
        DONE = "done"
        NOT_APPLICABLE = "not_applicable"
        NOT_DONE = "not_done"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="answers")
    clause = models.ForeignKey(Clause, models.PROTECT)
    outcome = models.CharField(max_length=16, choices=Outcome)
    note = models.TextField(blank=True)
    # what boundaries/answers.py allows for the clause's answer kind
    data = models.JSONField(default=dict)
    # answered with others by "I did these as described", and printed so
    confirmed_together = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("note", "data")
    EVIDENCE = {"answer": ("incident", "clause", "outcome", "note", "data", "confirmed_together", "answered_at")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "clause"], name="boundaries_answer_once")]

    def __str__(self):
        return f"{self.incident_id} {self.clause_id}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        return super().must_be_proven(organisation_id).exclude(incident__status="draft")

    @property
    def answer(self) -> str:
        """The answer to a question step ("yes", "declined" ...), empty for the others."""
        return self.data.get("answer", "")

"""Fairness to everybody in a record: the person concerned is heard, and who reports is protected."""

from django.db import models
from django.utils import timezone

from accounts.models import IndependentContact, Organisation, User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.models import Incident


class Hearing(Evidence):
    """A named colleague's right of reply: what she is asked, until when, and what she says.

    She reads this question and nothing else of the record. No outcome about her without it (guard of `resolve`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="hearings")
    person = models.ForeignKey(User, models.PROTECT, related_name="hearings")
    question = models.TextField(max_length=20_000)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(max_length=20_000, blank=True)
    declined = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    # a lead may find that it cannot be asked now (danger, an order by the authorities) and says why
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    waived_reason = models.CharField(max_length=500, blank=True)

    SENSITIVE = ("question", "answer", "waived_reason")
    EVIDENCE = {
        "asked": ("incident", "person", "question", "language", "asked_at", "asked_by"),
        "state": ("answer", "declined", "answered_at", "waived_at", "waived_by", "waived_reason"),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "person"], name="supervision_heard_once")]

    def __str__(self):
        return f"{self.incident_id} {self.asked_at:%Y-%m-%d}"


class ProtectedChange(Evidence):
    """Somebody's shifts, clients or team were changed soon after she reported: a lead's reason, shown to the auditor."""

    class What(models.TextChoices):
        SHIFTS = "shifts"
        CLIENT = "client"
        TEAM = "team"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey(User, models.PROTECT, related_name="protected_changes")
    what = models.CharField(max_length=8, choices=What)
    # whether she asked for it herself
    is_own_wish = models.BooleanField(default=False)
    reason = models.CharField(max_length=1_000)
    # of her latest report at that moment, so that the auditor sees how soon after it
    reported_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("reason",)
    EVIDENCE = {"change": ("organisation", "person", "what", "is_own_wish", "reason", "reported_at", "by", "at")}

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="supervision_changes")]

    def __str__(self):
        return f"{self.person_id} {self.what}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows


class SealedReport(Evidence):
    """A report that nobody inside may answer, encrypted to the independent contact's key and handed over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="sealed_reports")
    contact = models.ForeignKey(IndependentContact, models.PROTECT, related_name="reports")
    # {"epk": ephemeral public key, "iv": ..., "ciphertext": ...}: readable with the contact's private key only
    sealed = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("sealed",)
    EVIDENCE = {"sealed": ("incident", "contact", "sealed", "at")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "contact"], name="supervision_sealed_once")]

    def __str__(self):
        return f"{self.incident_id} {self.at:%Y-%m-%d}"

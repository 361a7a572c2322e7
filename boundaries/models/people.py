"""People of a record apart from reporter and client: who is part of it (the walls), who was let in (the doors)."""

from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence


class NamedPerson(Evidence):
    """Somebody who is part of the event. A named colleague never reads, answers or hears of it."""

    class Part(models.TextChoices):
        STAFF = "staff"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="named")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="named_in")
    name = EncryptedText()
    part = models.CharField(max_length=10, choices=Part, default=Part.STAFF)

    SENSITIVE = ("user", "name_encrypted")
    # a wall that somebody takes down in the database is found
    EVIDENCE = {"named": ("incident", "user", "name_encrypted", "part")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "user"], name="boundaries_named_once")]

    def __str__(self):
        return f"{self.incident_id} {self.part}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        return super().must_be_proven(organisation_id).exclude(incident__status="draft")


class Access(models.Model):
    """A door opened for one person to one record: as escalation addressee, cover, consulted or on call."""

    class Basis(models.TextChoices):
        COVER = "cover"
        ESCALATION = "escalation"
        CONSULTED = "consulted"
        ON_CALL = "on_call"
        LADDER = "ladder"
        TRANSLATING = "translating"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="doors")
    user = models.ForeignKey(User, models.PROTECT, related_name="doors")
    basis = models.CharField(max_length=12, choices=Basis)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "user", "basis"], name="boundaries_access_once")]

    def __str__(self):
        return f"{self.incident_id} {self.basis}"

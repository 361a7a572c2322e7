"""Translations: they stand beside the original, which is never changed."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.models.organisation import LANGUAGES
from audit.ids import uuid7
from audit.models import Evidence


class Translation(Evidence):
    """One text of a record in another language, with who made it and how."""

    class Manner(models.TextChoices):
        PERSON = "person"
        INTERPRETER = "interpreter"
        MACHINE = "machine"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="translations")
    # what is translated: a row of the record and its field, e.g. supervision.message, its id, body
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    text = models.TextField(max_length=40_000)
    manner = models.CharField(max_length=12, choices=Manner)
    # who translated, or who entered what an interpreter said; nobody where an engine did
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("text", "interpreter")
    EVIDENCE = {
        "translation": (
            "incident", "subject_type", "subject_id", "field", "language", "text", "manner", "author", "interpreter", "at",
        )
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["incident", "subject_id"], name="boundaries_translations")]

    def __str__(self):
        return f"{self.subject_type} {self.language}"

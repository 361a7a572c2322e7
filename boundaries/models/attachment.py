"""Files of a report: what is kept of each, and uploads that are still on their way."""

import hashlib

from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models import User
from audit.ids import uuid7
from audit.models import Evidence
from boundaries.attachments import keeping


class Attachment(Evidence):
    """A photo or a PDF that belongs to a report; its content lies encrypted in storage, proven by its digest."""

    class Kind(models.TextChoices):
        PHOTO = "photo"
        PDF = "pdf"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="attachments")
    author = models.ForeignKey(User, models.PROTECT)
    kind = models.CharField(max_length=8, choices=Kind)
    name = EncryptedText()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    # of what is kept, and of what was sent (a photo is made new)
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("name_encrypted",)
    EVIDENCE = {
        "attachment": (
            "incident", "author", "kind", "name_encrypted", "media_type", "size", "sha256", "sent_sha256", "stored_as", "at",
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.incident_id} {self.kind}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        return super().must_be_proven(organisation_id).exclude(incident__status="draft")

    def give_place(self) -> None:
        """Under the last symbols of the id, which are random: no folder grows without end."""
        self.stored_as = f"{keeping.FILES}/{self.pk.hex[-2:]}/{self.pk}"

    def keep(self, content: bytes) -> None:
        """Write the content, then describe it; the row is saved afterwards."""
        self.give_place()
        self.size, self.sha256 = len(content), hashlib.sha256(content).hexdigest()
        keeping.keep(self.stored_as, content, self._context)

    def content(self) -> bytes:
        """Raises keeping.Damaged unless it is exactly what was kept."""
        content = keeping.kept(self.stored_as, self._context)
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise keeping.Damaged("its file was altered or exchanged")
        return content

    @property
    def _context(self):
        return f"{self._meta.db_table}:{self.pk}:content"


class UploadQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(expires_at__gt=timezone.now())

    def unfinished(self):
        return self.alive().filter(attachment=None, refused="")


class Upload(models.Model):
    """A file on its way, part by part, under an id of the sender's making; remembered a while after it arrived."""

    id = models.UUIDField(primary_key=True)
    incident = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="uploads")
    user = models.ForeignKey(User, models.PROTECT, related_name="uploads")
    name = EncryptedText()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    offset = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=list)
    # the code that refused it, and what was found in it
    refused = models.CharField(max_length=20, blank=True)
    found = models.CharField(max_length=20, blank=True)
    attachment = models.OneToOneField(Attachment, models.SET_NULL, null=True, related_name="upload")
    at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()
    SENSITIVE = ("name_encrypted",)

    class Meta:
        indexes = [
            models.Index(fields=["user", "at"], name="boundaries_upload_of_user"),
            models.Index(fields=["expires_at"], name="boundaries_upload_expires"),
        ]

    def __str__(self):
        return f"{self.id} {self.offset}/{self.size}"

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size

    @property
    def folder(self) -> str:
        return f"{keeping.PARTS}/{self.pk}"

    def context(self, part: str) -> str:
        return f"{self._meta.db_table}:{self.pk}:{part}"

"""Programs elsewhere that want to know when something happens here."""

from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models import Organisation, User
from audit.ids import uuid7


class WebhookQuerySet(models.QuerySet):
    def kept(self):
        """What the page lists: everything but what was removed."""
        return self.filter(removed_at=None)

    def listening(self):
        """For whom something is written down, though it may have to wait until somebody tries again."""
        return self.kept().exclude(paused_because=Webhook.Because.GONE)


class Webhook(models.Model):
    """An address of another program that is told that something happened, never what it says.

    An address may be a secret itself, so it is encrypted like the key that signs.
    """

    class Because(models.TextChoices):
        """Why nothing is sent now."""

        FAILURES = "failures"
        GONE = "gone"  # it answered 410: it does not want to hear from us

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="webhooks")
    address = EncryptedText()
    events = models.JSONField(default=list)
    secret = EncryptedText()
    former_secret = EncryptedText()
    former_until_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    # how it goes: kept by supervision/webhooks/delivering.py
    delivered_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=20, blank=True)  # supervision/webhooks/faults.py has the words
    answered = models.PositiveSmallIntegerField(null=True, blank=True)  # HTTP status of the last failure
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_because = models.CharField(max_length=10, choices=Because, blank=True)

    objects = WebhookQuerySet.as_manager()
    SENSITIVE = ("address_encrypted", "secret_encrypted", "former_secret_encrypted")

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], name="supervision_webhooks", condition=models.Q(removed_at=None)),
        ]

    def __str__(self):
        return f"webhook {self.pk}"

    @property
    def secrets(self) -> list[str]:
        """Those that sign now: for a day after a change the former one as well, so that nothing is missed."""
        has_former = self.former_until_at is not None and self.former_until_at > timezone.now()
        return [self.secret, *([self.former_secret] if has_former else [])]

"""Phones that may be told of something new without a mail."""

import datetime
import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models.person import User
from audit.ids import uuid7


def digest_of(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def since() -> datetime.datetime:
    """No phone is told longer than a session lasts: whoever holds it then may be somebody else."""
    return timezone.now() - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)


class PushSubscriptionQuerySet(models.QuerySet):
    def standing(self, moment=None):
        """Those asked for after that moment; by default, those that are told now."""
        return self.filter(made_at__gt=moment or since())


class PushSubscription(models.Model):
    """One browser on one phone that a person asked to be told on. Whoever has its address could send to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="phones")
    endpoint = EncryptedText()
    auth = EncryptedText()
    # of the endpoint: one browser stands for one person at a time
    digest = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=90)
    browser = models.CharField(max_length=40, blank=True)
    # asked for, or signed in again there
    made_at = models.DateTimeField(default=timezone.now)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    failed_count = models.PositiveSmallIntegerField(default=0)

    objects = PushSubscriptionQuerySet.as_manager()

    SENSITIVE = ("endpoint_encrypted", "auth_encrypted", "digest", "p256dh")

    def __str__(self):
        return f"{self.user_id} {self.browser}"

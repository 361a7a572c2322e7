"""What programs and pages sent under a key of their own making, so that sending again does nothing twice."""

from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models.organisation import Organisation
from accounts.models.person import User
from audit.ids import uuid7

MOST_KEY, MOST_ROUTE = 64, 200


class SentRequest(models.Model):
    """One request that was done: its key, what it said, and the answer that a repetition gets again.

    Written in the transaction of the act itself, so that there is never one without the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    user = models.ForeignKey(User, models.PROTECT, related_name="sent_requests")
    key = models.CharField(max_length=MOST_KEY)
    route = models.CharField(max_length=MOST_ROUTE)
    digest = models.CharField(max_length=64)
    content = EncryptedText()
    status = models.PositiveSmallIntegerField(default=0)
    answer = EncryptedText()
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("content_encrypted", "answer_encrypted")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="accounts_sent_request_key")]
        indexes = [models.Index(fields=["at"], name="accounts_sent_request_at")]

    def __str__(self):
        return f"{self.route} {self.key}"


class DifferentRequest(models.Model):
    """The same key with other content: not done, but kept beside the first until its sender has looked at both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first = models.ForeignKey(SentRequest, models.CASCADE, related_name="different")
    route = models.CharField(max_length=MOST_ROUTE)
    digest = models.CharField(max_length=64)
    content = EncryptedText()
    at = models.DateTimeField(default=timezone.now)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("content_encrypted",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "digest"], name="accounts_different_request_once")]
        # the first page asks for these each time, and there are few
        indexes = [
            models.Index(fields=["first"], name="accounts_different_unseen", condition=models.Q(reviewed_at=None))
        ]

    def __str__(self):
        return f"{self.route} {self.at:%Y-%m-%d}"

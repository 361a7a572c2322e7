"""Every promise is a row: what is owed, by whom, until when, and whether it was kept."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from boundaries.models import Incident


class DeadlineQuerySet(models.QuerySet):
    def open(self):
        return self.filter(met_at=None, cancelled_at=None)

    def to_breach(self, now):
        return self.open().filter(breached_at=None, due_at__lte=now)

    def to_remind(self, now):
        """Whose reminder time has come; one whose due time has passed as well is breached instead."""
        return self.open().filter(reminded_at=None, breached_at=None, remind_at__lte=now, due_at__gt=now)


class Deadline(models.Model):
    """An obligation towards somebody. Never more than one open of a kind about one subject, never without an owner."""

    class Kind(models.TextChoices):
        REPLY = "reply"
        URGENT = "urgent"
        PROMISE = "promise"
        DECISION = "decision"
        FOLLOW_UP = "follow_up"
        REFERRAL_CHECK = "referral_check"
        TRANSLATION = "translation"
        HEARING = "hearing"
        CONSULTATION = "consultation"
        CLIENT_VOICE = "client_voice"
        # owed without any record: an entry of the directory to check, a version to read
        DIRECTORY_REVIEW = "directory_review"
        READING = "reading"
        SESSION = "session"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    kind = models.CharField(max_length=16, choices=Kind)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="deadlines")
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    remind_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()
    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=models.Q(met_at=None, cancelled_at=None),
                name="supervision_one_open_deadline",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="supervision_to_breach",
                condition=models.Q(met_at=None, cancelled_at=None, breached_at=None),
            ),
            models.Index(
                fields=["remind_at"],
                name="supervision_to_remind",
                condition=models.Q(met_at=None, cancelled_at=None, breached_at=None, reminded_at=None),
            ),
            models.Index(fields=["incident", "kind"], name="supervision_of_incident"),
            # those that the clock escalates when nobody answers
            models.Index(
                fields=["due_at"],
                name="supervision_urgent",
                condition=models.Q(kind="urgent", met_at=None, cancelled_at=None),
            ),
            # what had to be kept in a month (supervision/figures/)
            models.Index(fields=["organisation", "due_at"], name="supervision_due_in"),
            # late and still owed: counted for the figures
            models.Index(
                fields=["breached_at"],
                name="supervision_late",
                condition=models.Q(met_at=None, cancelled_at=None, breached_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

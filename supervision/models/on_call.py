"""Who can be reached at any hour: the rota, and the alarms that climb it."""

from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models import Organisation, Team, User
from audit.ids import uuid7
from boundaries.models import Incident
from supervision.models.deadline import Deadline


class OnCallShift(models.Model):
    """A stretch of time in which somebody answers at any hour, for one team or, without one, for the whole service."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="shifts")
    user = models.ForeignKey(User, models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # the number of the service's own duty phone, never a private one (HU.3)
    duty_phone = EncryptedText()
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    SENSITIVE = ("duty_phone_encrypted",)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="supervision_shift_lasts")
        ]
        indexes = [
            models.Index(
                fields=["organisation", "ends_at"], name="supervision_rota", condition=models.Q(cancelled_at=None)
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Alarm(models.Model):
    """One rung of the ladder: this person was told of this obligation, and has until `climbs_at` to take it on.

    Its deliveries are outbox rows with `payload.alarm`, whose keys stand in `sent`; their `sent_at` is the proof that
    it went out.
    """

    class Rung(models.TextChoices):
        """In the order in which an alarm climbs."""

        OWNER = "owner"
        COVER = "cover"
        ON_CALL = "on_call"
        LEAD = "lead"
        SAFEGUARDING = "safeguarding"
        INDEPENDENT = "independent"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="alarms")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="alarms")
    rung = models.CharField(max_length=12, choices=Rung)
    user = models.ForeignKey(User, models.PROTECT, related_name="alarms")
    # when its time came, and when the clock, which may have been off, raised it
    wanted_at = models.DateTimeField(default=timezone.now)
    raised_at = models.DateTimeField(default=timezone.now)
    # when it is repeated, and when the next rung is told; null once it is over
    repeats_at = models.DateTimeField(null=True, blank=True)
    climbs_at = models.DateTimeField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    sent = models.JSONField(default=list)
    # nobody is left whom it could climb to
    ended_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # the obligation was met, cancelled or taken on by somebody else
    over_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deadline", "rung", "user"], name="supervision_rung_once"),
        ]
        indexes = [
            models.Index(
                fields=["climbs_at"], name="supervision_to_climb", condition=models.Q(climbs_at__isnull=False, over_at=None)
            ),
            models.Index(
                fields=["repeats_at"],
                name="supervision_to_repeat",
                condition=models.Q(repeats_at__isnull=False, acknowledged_at=None, over_at=None),
            ),
            models.Index(
                fields=["user", "-raised_at"],
                name="supervision_alarms_of",
                condition=models.Q(acknowledged_at=None, over_at=None),
            ),
            models.Index(
                fields=["organisation", "deadline"], name="supervision_alarms_running", condition=models.Q(over_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.deadline_id} {self.rung}"

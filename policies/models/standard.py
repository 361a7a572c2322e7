"""The service standard: every number that we promise, append-only; the row valid at opening rules a deadline."""

import datetime
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from accounts.models import Organisation
from audit.ids import uuid7
from audit.prepared import Prepared
from policies.models.event_type import Gravity


class ServiceStandard(models.Model):
    """How fast we answer, remind, decide and keep things open (spec 3.5). Hours are elapsed hours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    valid_from = models.DateTimeField(default=timezone.now)
    # SV.4: the answer within 24 hours is a ceiling; gravity only shortens it
    reply_hours = models.PositiveSmallIntegerField(default=24, validators=[MaxValueValidator(24)])
    reply_hours_s3 = models.PositiveSmallIntegerField(default=4, validators=[MaxValueValidator(24)])
    reply_hours_s4 = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(24)])
    urgent_minutes = models.PositiveSmallIntegerField(default=60)
    reminder_percent = models.PositiveSmallIntegerField(default=75, validators=[MaxValueValidator(99)])
    holding_max_hours = models.PositiveSmallIntegerField(default=72)
    holding_max_in_row = models.PositiveSmallIntegerField(default=2)
    decision_hours = models.PositiveSmallIntegerField(default=24)
    # an alarm that nobody acknowledges climbs to the next rung after so long: urgent ones, and all others
    urgent_rung_minutes = models.PositiveSmallIntegerField(default=20)
    rung_minutes = models.PositiveSmallIntegerField(default=240)
    inactivity_days = models.PositiveSmallIntegerField(default=7)
    reading_hours = models.PositiveSmallIntegerField(default=12)
    referral_check_days = models.PositiveSmallIntegerField(default=7)
    directory_review_days = models.PositiveSmallIntegerField(default=90, validators=[MinValueValidator(1)])
    directory_grace_days = models.PositiveSmallIntegerField(default=14)
    read_days = models.PositiveSmallIntegerField(default=14, validators=[MinValueValidator(1)])
    repetition_count = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(2)])
    repetition_days = models.PositiveSmallIntegerField(default=90, validators=[MinValueValidator(1)])
    translation_hours = models.PositiveSmallIntegerField(default=12)
    hearing_days = models.PositiveSmallIntegerField(default=7)
    protected_days = models.PositiveSmallIntegerField(default=90)
    reopen_days = models.PositiveSmallIntegerField(default=14)
    draft_days = models.PositiveSmallIntegerField(default=7)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="policies_standard_moment")
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.valid_from:%Y-%m-%d}"

    @classmethod
    def at(cls, organisation_id, moment=None) -> "ServiceStandard":
        """The standard in force; one with the defaults, from no moment on, where the organisation has set none yet."""
        found = _IN_FORCE.first(organisation=organisation_id, moment=moment or timezone.now())
        return found or cls(organisation_id=organisation_id, valid_from=None)

    def reply_within(self, gravity: str) -> datetime.timedelta:
        shorter = {Gravity.S3: self.reply_hours_s3, Gravity.S4: self.reply_hours_s4}.get(gravity, self.reply_hours)
        return datetime.timedelta(hours=min(shorter, self.reply_hours))

    def within(self, kind: str, gravity: str) -> datetime.timedelta:
        """Time allowed for an obligation of this kind; only an answer depends on how grave the event was."""
        spans = {
            "urgent": datetime.timedelta(minutes=self.urgent_minutes),
            "decision": datetime.timedelta(hours=self.decision_hours),
            "consultation": datetime.timedelta(hours=self.decision_hours),
            "follow_up": datetime.timedelta(hours=self.reply_hours),
            "referral_check": datetime.timedelta(days=self.referral_check_days),
            "translation": datetime.timedelta(hours=self.translation_hours),
            "hearing": datetime.timedelta(days=self.hearing_days),
        }
        return spans.get(kind) or self.reply_within(gravity)


def _in_force(organisation, moment):
    rows = ServiceStandard.objects.filter(organisation_id=organisation, valid_from__lte=moment)
    return rows.order_by("-valid_from")[:1]


_IN_FORCE = Prepared(
    _in_force,
    organisation=(Organisation._meta.pk, UUID(int=1)),
    moment=(models.DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)

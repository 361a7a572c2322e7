"""When somebody is away, and who answers in the meantime."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence


class Absence(Evidence):
    """A stretch of time in which somebody does not answer. Her promises belong to the cover; the clock never pauses.

    Ended early or called off it gets `cancelled_at`; what has passed by then stays as it was.
    """

    class Kind(models.TextChoices):
        """Told to nobody but the person herself and her lead."""

        LEAVE = "leave"
        SICK = "sick"
        TRAINING = "training"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    staff = models.ForeignKey(User, models.PROTECT, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LEAVE)
    cover = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="covers")
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # when the clock has handed over at the beginning, and back at the end
    begun_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    SENSITIVE = ("kind",)
    EVIDENCE = {
        "absence": ("organisation", "staff", "starts_at", "ends_at", "kind", "cover", "entered_at", "entered_by"),
        "state": ("cancelled_at", "cancelled_by"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="supervision_absence_lasts"),
            models.CheckConstraint(
                condition=models.Q(cover=None) | ~models.Q(cover=models.F("staff")), name="supervision_cover_is_another"
            ),
        ]
        indexes = [
            models.Index(
                fields=["staff", "starts_at"], name="supervision_absences", condition=models.Q(cancelled_at=None)
            ),
            models.Index(
                fields=["starts_at"],
                name="supervision_to_begin",
                condition=models.Q(cancelled_at=None, begun_at=None),
            ),
            models.Index(fields=["ends_at"], name="supervision_to_end", condition=models.Q(over_at=None)),
        ]

    def __str__(self):
        return f"{self.staff_id} {self.starts_at:%Y-%m-%d}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

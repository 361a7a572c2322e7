"""That an organisation keeps a rota, and the hours in it in which nobody can answer."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, Team
from audit.ids import uuid7


class Rota(models.Model):
    """An organisation that has entered a shift: from then on the clock looks for gaps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="rota")
    # when the clock looks through the coming week again; a change of the rota brings it forward
    next_look_at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        db_table = "supervision_rota_kept"  # an index of shifts is named supervision_rota
        indexes = [models.Index(fields=["next_look_at"], name="supervision_rota_looks")]

    def __str__(self):
        return f"rota of {self.organisation_id}"


class RotaGap(models.Model):
    """Hours in which nobody answers for a team. Its beginning is what it is known by: it is told to the leads once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rota_gaps")
    team = models.ForeignKey(Team, models.PROTECT, related_name="rota_gaps")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    told_at = models.DateTimeField(default=timezone.now)
    # somebody answers in these hours after all
    filled_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "team", "starts_at"], name="supervision_gap_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="supervision_gap_lasts"),
        ]
        indexes = [models.Index(fields=["ends_at"], name="supervision_gaps", condition=models.Q(filled_at=None))]

    def __str__(self):
        return f"{self.team_id} {self.starts_at:%Y-%m-%d %H:%M}"

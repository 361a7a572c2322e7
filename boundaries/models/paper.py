"""Reports that come on paper or by word of mouth: the sheets that were printed, and who wrote for whom."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.models.organisation import LANGUAGES
from audit.ids import new_reference, uuid7
from audit.models import Evidence
from policies.models import EventType, PolicyVersion


def new_code() -> str:
    """Printed on one sheet, such as P-7K2M-9QXT: from the alphabet of references, and as hard to guess."""
    return new_reference().replace("DS-", "P-", 1)


class PaperSheet(models.Model):
    """One printed form: the protocol in it stays the one that was printed, however late it is typed in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    protocol_version = models.ForeignKey(PolicyVersion, models.PROTECT)
    event_type = models.ForeignKey(EventType, models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    made_by = models.ForeignKey(User, models.PROTECT, related_name="sheets")
    made_at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["made_by", "-made_at"], name="boundaries_sheets_of_maker")]

    def __str__(self):
        return self.code


class OnBehalf(Evidence):
    """Somebody wrote a report down for the colleague who experienced it: from her paper form, or as she told it."""

    class Manner(models.TextChoices):
        PAPER = "paper"
        TOLD = "told"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.OneToOneField("boundaries.Incident", models.CASCADE, related_name="on_behalf")
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="filed_for_others")
    manner = models.CharField(max_length=8, choices=Manner)
    sheet = models.OneToOneField(PaperSheet, models.PROTECT, null=True, blank=True, related_name="filing")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()
    EVIDENCE = {"filed": ("incident", "filed_by", "manner", "sheet", "at")}

    class Meta:
        verbose_name_plural = "filed on behalf"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(manner="paper", sheet__isnull=False) | models.Q(manner="told", sheet=None),
                name="boundaries_sheet_of_paper",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.manner}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        return super().must_be_proven(organisation_id).exclude(incident__status="draft")

"""When a supervision session is due: the organisation's rule in versions, and until when somebody is on probation."""

from django.db import models
from django.utils import timezone

from accounts.models import Organisation, User
from audit.ids import uuid7
from audit.models import Evidence


class OfOrganisation(Evidence):
    """A row that is written once and belongs to an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows


class SessionRule(OfOrganisation):
    """How often everybody sits together with her supervisor. The newest version holds; none is ever changed."""

    every_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    probation_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    # after events of these kinds, or as grave as these: within so many days
    after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    after_kinds = models.JSONField(default=list, blank=True)
    after_gravities = models.JSONField(default=list, blank=True)

    EVIDENCE = {
        "rule": (
            "organisation", "every_weeks", "probation_weeks", "after_days", "after_kinds", "after_gravities",
            "entered_at", "entered_by",
        ),
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["organisation", "-entered_at"], name="supervision_session_rules")]

    def __str__(self):
        return f"{self.organisation_id} {self.entered_at:%Y-%m-%d}"

    @classmethod
    def of(cls, organisation_id) -> "SessionRule | None":
        """The version that holds now."""
        return cls.objects.filter(organisation_id=organisation_id).order_by("-entered_at", "-pk").first()


class Probation(OfOrganisation):
    """Until which day somebody is new here; the newest entry about her counts. A day in the past ends it."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    until_on = models.DateField()

    EVIDENCE = {"probation": ("organisation", "person", "until_on", "entered_at", "entered_by")}

    class Meta:
        indexes = [models.Index(fields=["organisation", "person"], name="supervision_probations")]

    def __str__(self):
        return f"{self.person_id} {self.until_on}"

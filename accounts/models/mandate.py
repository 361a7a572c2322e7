"""What an auditor from outside was asked to look at, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.organisation import Organisation
from accounts.models.person import User
from audit.ids import uuid7
from audit.models import Evidence

MOST_PURPOSE = 300


class Mandate(Evidence):
    """An auditor with a mandate reads what it names and nothing else, and after it nothing at all.

    Reports sent from `since` up to but without `until`, of these teams and kinds of event; what is empty limits nothing.
    One without any mandate, ever, belongs to the house and audits all of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    auditor = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    purpose = models.CharField(max_length=MOST_PURPOSE)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    teams = models.JSONField(default=list, blank=True)  # ids, as text
    kinds = models.JSONField(default=list, blank=True)  # keys of kinds of event
    ends_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    SENSITIVE = ("purpose",)
    EVIDENCE = {
        "mandate": (
            "organisation", "auditor", "purpose", "since", "until", "teams", "kinds", "ends_at", "given_by", "given_at",
        ),
        "state": ("ended_at", "ended_by"),
    }  # fmt: skip

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("given_at")), name="accounts_mandate_ends"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")), name="accounts_mandate_period"
            ),
            models.CheckConstraint(condition=~Q(given_by=F("auditor")), name="accounts_mandate_by_another"),
        ]

    def __str__(self):
        return f"{self.auditor_id} {self.ends_at:%Y-%m-%d}"

    @property
    def stands(self) -> bool:
        return self.ended_at is None and self.ends_at > timezone.now()

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

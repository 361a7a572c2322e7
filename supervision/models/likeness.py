"""By what a report is like others: looked up instead of the reports themselves, in the order of an index."""

from django.db import models

from accounts.models import Organisation, Team
from boundaries.models import Client, Incident
from policies.models import EventType

REASONS = (("", ""), ("yes", "yes"), ("no", "no"))


def _in_order(name, *fields, **narrower):
    condition = models.Q(**narrower) if narrower else None
    return models.Index(fields=[*fields, "-submitted_at", "-incident"], name=f"supervision_{name}", condition=condition)


class Likeness(models.Model):
    """One row per report with a kind, written when it is sent; it says nothing that the report does not say.

    `answered_at`: when its first whole reply was given; `is_shared`: one of its replies was opened to the service.
    """

    incident = models.OneToOneField(Incident, models.PROTECT, primary_key=True, related_name="likeness")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+", db_index=False)
    event_type = models.ForeignKey(EventType, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=2)
    # whether the client gave a reason
    reason = models.CharField(max_length=3, blank=True, choices=REASONS)
    submitted_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_shared = models.BooleanField(default=False)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        indexes = [
            _in_order("like_of_client", "client"),
            _in_order("like_of_team", "organisation", "team", "event_type"),
            _in_order(
                "answered_team", "organisation", "team", "event_type", "language", "reason", answered_at__isnull=False
            ),
            _in_order("answered_all", "organisation", "event_type", "language", "reason", answered_at__isnull=False),
            _in_order("shared", "organisation", "event_type", is_shared=True),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.submitted_at:%Y-%m-%d}"

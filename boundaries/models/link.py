"""Which records belong together, and how."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7


class IncidentLink(models.Model):
    """The source stands in this relation to the target: it follows it, asks the same, arose from it."""

    class Relation(models.TextChoices):
        FOLLOWS = "follows"
        SAME_REQUEST = "same_request"
        RELATED = "related"
        AROSE_FROM = "arose_from"
        DUPLICATE = "duplicate"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey("boundaries.Incident", models.CASCADE, related_name="links")
    target = models.ForeignKey("boundaries.Incident", models.PROTECT, related_name="linked_from")
    relation = models.CharField(max_length=12, choices=Relation)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="boundaries_linked_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="boundaries_not_to_itself"),
        ]

    def __str__(self):
        return f"{self.source_id} {self.relation}"

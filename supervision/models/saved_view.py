"""A choice of filters and columns that somebody keeps for herself: a preference, no evidence."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from audit.ids import uuid7

LONGEST_NAME = 60


class SavedView(models.Model):
    """A view of the register under a person's own name for it: what it is narrowed to, and which columns it shows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.JSONField()  # {"filters": {name: value}, "columns": [name, ...]}, as the forms took it
    at = models.DateTimeField(default=timezone.now)

    SENSITIVE = ("name", "query")

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="supervision_one_view_of_a_name")]

    def __str__(self):
        return self.name

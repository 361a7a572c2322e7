"""To whom a client may complain outside of the service: printed in the leaflet and shown on the public page."""

from django.db import models
from django.utils import timezone

from accounts.models.organisation import Organisation


class ComplaintsPerson(models.Model):
    """Somebody independent whom clients may call about the service itself: a name or an office, meant to be published."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, primary_key=True, related_name="complaints_person"
    )
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    hours = models.CharField(max_length=120, blank=True)
    # what else is to be said, by language; one that is missing is left out
    words = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    SENSITIVE: tuple[str, ...] = ()

    def __str__(self):
        return f"{self.organisation_id}"

"""Where exactly to turn: channels of the organisation and emergency numbers of its country."""

from django.db import models

from accounts.models import Organisation, User
from audit.ids import uuid7
from policies.builtin import in_language


class DirectoryQuerySet(models.QuerySet):
    def offered_to(self, organisation):
        """Verified, active entries of this organisation and the built-in ones of its country."""
        own = models.Q(organisation=organisation)
        country = models.Q(organisation=None, country=organisation.country)
        return self.filter(own | country, active=True).exclude(verified_on=None).order_by("order", "id")


class DirectoryEntry(models.Model):
    """A number that belongs to an organisation, never to a member of staff, with what it is for and when."""

    class Kind(models.TextChoices):
        CHANNEL = "channel"
        SERVICE = "service"
        AUTHORITY = "authority"
        EMERGENCY = "emergency"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField(default=100)
    name = models.JSONField()
    what_for = models.JSONField()
    phone = models.CharField(max_length=40)
    address = models.TextField(blank=True)
    opening_hours = models.JSONField()
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)

    objects = DirectoryQuerySet.as_manager()
    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        verbose_name_plural = "directory entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | ~models.Q(country=""), name="policies_entry_has_owner"
            )
        ]

    def __str__(self):
        return in_language(self.name, "en")

    def name_in(self, language=None) -> str:
        return in_language(self.name, language)

    def what_for_in(self, language=None) -> str:
        return in_language(self.what_for, language)

    def hours_in(self, language=None) -> str:
        return in_language(self.opening_hours, language)

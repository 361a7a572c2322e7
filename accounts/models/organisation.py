"""The organisation and its teams."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.ids import uuid7

LANGUAGES = ("en", "hu", "cs", "sv", "bg", "uk")


def check_timezone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This time zone is not known."))


class Organisation(models.Model):
    """A home-care provider. Everything belongs to exactly one; nothing is ever seen across two."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    # Leads every staff number at sign-in: NORTH-014
    code = models.SlugField(max_length=20, unique=True)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=2, default="en", choices=[(code, code) for code in LANGUAGES])
    time_zone = models.CharField(max_length=40, default="Europe/Budapest", validators=[check_timezone])
    created_at = models.DateTimeField(default=timezone.now)
    # nothing is sent to a translation engine unless the organisation says so
    uses_translation_engine = models.BooleanField(default=False)
    # everybody may read what its service is, and how fast it answers (policies/public)
    has_public_page = models.BooleanField(default=False)

    SENSITIVE: tuple[str, ...] = ()
    IS_POINTED_TO = True  # by nearly every row: whoever holds it must not keep those from being written
    status = ""  # acts on an organisation go through the one door too; it has no status to move

    def __str__(self):
        return self.name

    @property
    def organisation_id(self):
        return self.pk

    def role_of(self, user) -> str:
        return user.roles[0] if user and user.roles else ""


class Team(models.Model):
    """A group of caregivers with one supervisor who answers them and a lead who answers for them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    supervisor = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="supervised_teams")
    lead = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="led_teams")

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="accounts_team_name")]

    def __str__(self):
        return self.name

"""Tokens: how a program acts for a person, for some of what she may do and for some time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.person import User
from accounts.scopes import OPENINGS, Scope
from audit.ids import uuid7


def check_scopes(scopes):
    if not isinstance(scopes, list) or not scopes or set(scopes) - set(Scope):
        raise ValidationError(_("Choose at least one of the uses offered."))


class ApiTokenQuerySet(models.QuerySet):
    def standing(self):
        """Neither revoked nor past its last day."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class ApiToken(models.Model):
    """A key for a program that acts for one person. Only a digest is kept: the token itself is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="api_tokens")
    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(validators=[check_scopes])
    # begins the token, and stands for it in lists
    prefix = models.CharField(max_length=8, unique=True)
    # SHA-256 of 256 random bits: nothing to guess, so no slow hash
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    # null: made by whoever runs the server (manage.py create_token)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    SENSITIVE = ("name", "digest")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="accounts_api_token_revoked",
            )
        ]
        indexes = [models.Index(fields=["organisation", "id"], name="accounts_api_token_org")]

    def __str__(self):
        return f"ds_{self.prefix}"

    @property
    def stands(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        return [opening.label for scope, opening in OPENINGS.items() if scope in self.scopes]

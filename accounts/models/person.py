"""People who sign in, their roles, and what the organisation knows of them as staff."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import LANGUAGES, Organisation, Team
from accounts.roles import READING, RIGHTS, Right, Role, rights_of
from audit.ids import uuid7


def check_roles(roles):
    unknown = set(roles) - set(Role.values) if isinstance(roles, list) else {"?"}
    if unknown:
        raise ValidationError(f"Unknown roles: {', '.join(sorted(map(str, unknown)))}")


class UserManager(BaseUserManager):
    def create_user(self, *, organisation, username, password=None, **fields):
        user = self.model(organisation=organisation, username=username.lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, username):
        return self.get(username=username.lower())

    def signing_in_as(self, name: str) -> "User | None":
        """Whoever signs in under this e-mail or staff number; capital letters do not matter."""
        name = name.strip().lower()
        if "@" in name:
            return self.annotate(address=Lower("email")).filter(address=name).first()
        return self.filter(username=name).first()

    def with_role(self, organisation, role) -> list["User"]:
        """Active people of this organisation in this role, oldest first. Staff are few: filtered in Python."""
        people = self.filter(organisation=organisation, is_active=True).order_by("id")
        return [person for person in people if role in person.roles]


class User(AbstractBaseUser):
    """Somebody who signs in: by e-mail, or by staff number, since many caregivers have no work e-mail."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    username = models.CharField(max_length=40, unique=True)
    email = models.EmailField(null=True, blank=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    roles = models.JSONField(default=list, validators=[check_roles])
    language = models.CharField(max_length=2, default="en", choices=[(code, code) for code in LANGUAGES])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    SENSITIVE = ("username", "email", "given_name", "family_name", "password")

    # what a token opens (accounts/scopes.py); None for a person who signed in herself
    narrowed_to: frozenset[Right] | None = None

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email")]

    def __str__(self):
        return f"{self.given_name} {self.family_name}"

    def save(self, *args, **kwargs):
        self.email = self.email or None
        super().save(*args, **kwargs)

    @property
    def short_name(self) -> str:
        """As colleagues are named in lists: Cara H."""
        return f"{self.given_name} {self.family_name[:1]}."

    @cached_property
    def mandates_given(self) -> list:
        """Every mandate that she was ever given as an auditor, newest first; read once by this instance."""
        return list(self.mandates.all()) if Role.AUDITOR in self.roles else []

    @property
    def scope(self) -> list | None:
        """The mandates that stand and limit what she audits; None where nothing does, an empty list after the last."""
        return [mandate for mandate in self.mandates_given if mandate.stands] if self.mandates_given else None

    @cached_property
    def rights(self) -> frozenset[Right]:
        """Of her roles; that of an auditor opens nothing any more once her mandates have ended."""
        is_over = self.scope == []
        rights = rights_of(role for role in self.roles if not (is_over and role == Role.AUDITOR))
        return rights if self.narrowed_to is None else rights & self.narrowed_to

    def narrow(self, rights: frozenset[Right]) -> None:
        """From now on, and as long as this instance lives, no more than these of her rights."""
        self.narrowed_to = rights
        self.__dict__.pop("rights", None)

    def has_right(self, right: Right) -> bool:
        return right in self.rights

    def has_role(self, role: Role) -> bool:
        """A narrowed person keeps a role only with all the reading that it stands for."""
        return role in self.roles and (self.narrowed_to is None or RIGHTS[role] & READING <= self.narrowed_to)

    @property
    def reaches_own(self) -> bool:
        """Her own reports: always, unless she is narrowed to something else."""
        return self.narrowed_to is None or Right.REPORT in self.narrowed_to

    @property
    def reaches_others(self) -> bool:
        """What was assigned or opened to her in person needs no right, and still no token that is for reporting."""
        return self.narrowed_to is None or bool(READING & self.narrowed_to)

    @property
    def team(self) -> Team | None:
        profile = getattr(self, "profile", None)
        return profile.team if profile else None


class Cadence(models.TextChoices):
    """How often somebody wants mails about what can wait."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class StaffProfile(models.Model):
    """What the organisation knows of a person as staff. Private phone numbers are not stored anywhere (HU.3)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="profiles")
    staff_number = models.CharField(max_length=20)
    pseudonym = models.CharField(max_length=12)
    languages = models.JSONField(default=list)
    # who reports may be met by somebody who knows this: kinds of event by key, background in tags of the organisation
    event_types = models.JSONField(default=list)
    background = models.JSONField(default=list)
    gender = models.CharField(max_length=20, blank=True)
    max_open = models.PositiveSmallIntegerField(null=True, blank=True)
    # voluntary, for matching and nothing else: {"gender": "", "languages": [], "background": [], "not_users": []}
    preferences = models.JSONField(default=dict, blank=True)
    # when somebody usually answers (SV.12): weekday "0" (Monday) .. "6" -> [["15:00", "18:00"]], in local time
    reply_windows = models.JSONField(default=dict, blank=True)
    availability_note = models.JSONField(default=dict, blank=True)  # language -> text
    cadence = models.CharField(max_length=8, choices=Cadence, default=Cadence.AT_ONCE)
    # of the secret in the address of her calendar feed; none until she asks for one
    calendar_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)

    SENSITIVE = ("staff_number", "pseudonym", "gender", "background", "preferences", "availability_note")

    def __str__(self):
        return self.staff_number

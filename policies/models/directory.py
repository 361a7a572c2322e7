"""Where exactly to turn: channels of the organisation and emergency numbers of its country."""

from django.db import models

from accounts.models import Organisation, User
from audit.ids import uuid7
from policies.builtin import in_language, own_name
from policies.directory import hours, reviewing


class DirectoryQuerySet(models.QuerySet):
    def offered_to(self, organisation):
        """Entries that somebody may be sent to today (policies/directory/reviewing.py), and the country's numbers."""
        rows = self.filter(reviewing.may_be_offered(organisation)).exclude(verified_on=None)
        return rows.order_by("order", "id")


class DirectoryEntry(models.Model):
    """A number that belongs to an organisation, never to a member of staff, with what it is for and when."""

    class Kind(models.TextChoices):
        CHANNEL = "channel"
        SERVICE = "service"
        AUTHORITY = "authority"
        EMERGENCY = "emergency"

    class Appointment(models.TextChoices):
        NONE = "none"
        REQUIRED = "required"
        BY_PHONE = "by_phone"
        ONLINE = "online"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField(default=100)
    name = models.JSONField()
    what_for = models.JSONField()
    phone = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True, max_length=500)
    area = models.CharField(max_length=120, blank=True)
    # {"always": bool, "mon": [["08:00", "16:30"]], ..., "exceptions": [{"on", "hours", "note"}], "note": {language: text}},
    # read by policies/directory/hours.py; times are the organisation's
    opening_hours = models.JSONField()
    head_name = models.CharField(max_length=120, blank=True)
    specialist_name = models.CharField(max_length=120, blank=True)
    specialist_phone = models.CharField(max_length=40, blank=True)
    # {language: text}: what happens there, step by step, for somebody to whom all of it is new (UK.10)
    procedure = models.JSONField(default=dict, blank=True)
    appointment = models.CharField(max_length=10, choices=Appointment, default=Appointment.NONE)
    # [{language: text}]: what to bring
    documents = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    # the name under which a list from elsewhere knows it, so that it may come again without doubles
    external_key = models.CharField(max_length=80, blank=True)
    # somebody has confirmed that the number belongs to an organisation and not to a member of staff (HU.3)
    is_owned_by_organisation = models.BooleanField(default=False)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    # what readers said is wrong with it since somebody last looked
    doubt = models.CharField(max_length=1000, blank=True)
    retired_reason = models.CharField(max_length=300, blank=True)
    # raised by every change; a referral says from which one it was taken
    revision = models.PositiveIntegerField(default=1)

    objects = DirectoryQuerySet.as_manager()
    SENSITIVE = ("doubt", "retired_reason")

    class Meta:
        verbose_name_plural = "directory entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | ~models.Q(country=""), name="policies_entry_has_owner"
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_key"],
                condition=~models.Q(external_key=""),
                name="policies_entry_known_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind"], name="policies_entries", condition=models.Q(active=True))
        ]

    def __str__(self):
        return self.name_in("en")

    @property
    def languages_spoken(self) -> list[str]:
        """Each in its own words."""
        return [own_name(code) for code in self.languages]

    def name_in(self, language=None) -> str:
        return _said(self.name, language)

    def what_for_in(self, language=None) -> str:
        return _said(self.what_for, language)

    def hours_in(self, language=None) -> str:
        return hours.in_words(self.opening_hours, language)

    def procedure_in(self, language=None) -> str:
        return _said(self.procedure, language)

    def documents_in(self, language=None) -> list[str]:
        return [_said(row, language) for row in self.documents]


def _said(texts, language) -> str:
    """In this language, else in English, else in the one that somebody wrote: a place without a name helps nobody."""
    return in_language(texts, language) or next(filter(None, texts.values()), "")

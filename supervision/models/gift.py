"""The register of gifts and interests: what was offered and what became of it, and the ties that staff declare."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Team, User
from accounts.models.organisation import LANGUAGES
from accounts.roles import Right
from audit.ids import uuid7
from audit.models import Evidence
from boundaries import mandates
from boundaries.models import Client, Incident

CURRENCIES = ("EUR", "HUF", "CZK", "SEK", "BGN", "UAH", "GBP", "USD")
MOST_WHAT, MOST_REASON, MOST_TIE = 200, 500, 1000


def _decided(*also):
    """Time, person and words of a decision stand or fall together."""
    absent = Q(decided_at=None, decided_by=None, decided_reason="")
    present = Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decided_reason="")
    for no, yes in also:
        absent, present = absent & no, present & yes
    return absent | present


class GiftEntry(Evidence):
    """What a report about a gift, money or another benefit came to: what it was worth, where it went, who approved it.

    A correction is a new entry that replaces the former and says why.
    """

    class Thing(models.TextChoices):
        GIFT = "gift", _("Gift")
        MONEY = "money", _("Money, tip or voucher")
        LOAN = "loan", _("Loan, buying or selling")
        INHERITANCE = "inheritance", _("Will, inheritance or contract")
        SERVICE = "service", _("Discount, service or paid work")
        HOSPITALITY = "hospitality", _("Hospitality")
        INTEREST = "interest", _("Tie or other interest")

    class Worth(models.TextChoices):
        KNOWN = "known", _("The value is known")
        UNKNOWN = "unknown", _("The value is not known")
        NONE = "none", _("It has no money value")

    class Direction(models.TextChoices):
        CLIENT_TO_STAFF = "client_to_staff", _("From the client to staff")
        FAMILY_TO_STAFF = "family_to_staff", _("From the family to staff")
        STAFF_TO_CLIENT = "staff_to_client", _("From staff to the client")
        OTHER = "other", _("Another way")

    class Became(models.TextChoices):
        REFUSED = "refused", _("Offered or asked for, and declined")
        RETURNED = "returned", _("Given back")
        PASSED_ON = "passed_on", _("Passed on to the organisation")
        ACCEPTED = "accepted", _("Accepted, or it goes on")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="gift_entries")
    thing = models.CharField(max_length=12, choices=Thing)
    what = models.CharField(max_length=MOST_WHAT)
    worth = models.CharField(max_length=8, choices=Worth)
    # in hundredths of the currency: a whole number has one digest in every database
    value_cents = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, choices=[(code, code) for code in CURRENCIES])
    direction = models.CharField(max_length=16, choices=Direction)
    became = models.CharField(max_length=10, choices=Became)
    returned_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    replaces_reason = models.CharField(max_length=MOST_REASON, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_reason = models.CharField(max_length=MOST_REASON, blank=True)
    is_approved = models.BooleanField(null=True, blank=True)

    SENSITIVE = ("what", "replaces_reason", "decided_reason")
    EVIDENCE = {
        "entry": (
            "incident", "thing", "what", "worth", "value_cents", "currency", "direction", "became", "returned_on",
            "replaces", "replaces_reason", "entered_by", "entered_at",
        ),
        "state": ("decided_at", "decided_by", "decided_reason", "is_approved"),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(worth="known", value_cents__isnull=False, value_cents__gt=0) & ~Q(currency="")
                | ~Q(worth="known") & Q(value_cents=None, currency=""),
                name="supervision_gift_worth",
            ),
            models.CheckConstraint(
                condition=Q(became="returned", returned_on__isnull=False) | ~Q(became="returned") & Q(returned_on=None),
                name="supervision_gift_returned_on",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, replaces_reason="") | Q(replaces__isnull=False) & ~Q(replaces_reason=""),
                name="supervision_gift_corrected",
            ),
            models.CheckConstraint(
                condition=_decided((Q(is_approved=None), Q(is_approved__isnull=False, became="accepted"))),
                name="supervision_gift_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("entered_by")), name="supervision_gift_by_another"
            ),
            models.UniqueConstraint(fields=["incident"], condition=Q(replaces=None), name="supervision_gift_first"),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.thing}"

    @property
    def value(self) -> Decimal | None:
        return None if self.value_cents is None else Decimal(self.value_cents) / 100

    @property
    def waits(self) -> bool:
        """Accepted, and nobody has approved it or not: an open thing, unless a correction took its place."""
        return self.became == self.Became.ACCEPTED and self.decided_at is None


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and what one's role opens: those of the team, of the service, or all without names."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Q(person=user) if user.reaches_own else Q(pk__in=[])
        return self.filter(organisation_id=user.organisation_id).filter(own | _of_others(user))


def _of_others(user):
    if user.has_right(Right.READ_SERVICE) or (user.has_right(Right.READ_PSEUDONYMISED) and user.scope is None):
        return Q(organisation_id=user.organisation_id)  # an empty condition would vanish beside another one
    if user.has_right(Right.READ_PSEUDONYMISED):
        return mandates.beside(user, moment="declared_at")
    if user.has_right(Right.READ_TEAM) and user.team and user.reaches_others:
        return Q(team=user.team)
    return Q(pk__in=[])


class InterestDeclaration(Evidence):
    """A tie that somebody who works here declares by herself, and what her supervisor or lead says to it."""

    class Tie(models.TextChoices):
        RELATIVE = "relative", _("Related to a client or a client’s family")
        FRIEND = "friend", _("Friend or neighbour of a client")
        BUSINESS = "business", _("Business with a client or a client’s family")
        AUTHORITY = "authority", _("Power of attorney or guardianship for a client")
        INHERITANCE = "inheritance", _("Named in a will or a contract of a client")
        WORK = "work", _("Other work in care")
        OTHER = "other", _("Something else")

    class Decision(models.TextChoices):
        ALLOWED = "allowed", _("Allowed")
        CONDITIONS = "conditions", _("Allowed with conditions")
        NOT_ALLOWED = "not_allowed", _("Not allowed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey(User, models.PROTECT, related_name="interests")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    tie = models.CharField(max_length=12, choices=Tie)
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.TextField(max_length=MOST_TIE)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    declared_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    decided_reason = models.CharField(max_length=MOST_REASON, blank=True)

    objects = InterestQuerySet.as_manager()

    SENSITIVE = ("what", "decided_reason")
    EVIDENCE = {
        "declaration": ("organisation", "person", "team", "tie", "client", "what", "language", "declared_at"),
        "state": ("decided_at", "decided_by", "decision", "decided_reason"),
    }

    class Meta:
        indexes = [models.Index(fields=["organisation", "-declared_at", "-id"], name="supervision_interests")]
        constraints = [
            models.CheckConstraint(condition=_decided((Q(decision=""), ~Q(decision=""))), name="supervision_interest_decided"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("person")), name="supervision_interest_by_another"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.tie} {self.declared_at:%Y-%m-%d}"

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        rows = cls._base_manager.all()
        return rows.filter(organisation_id=organisation_id) if organisation_id else rows

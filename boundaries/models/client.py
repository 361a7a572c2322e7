"""Clients: known by a code; the name is encrypted and apart. No diagnosis, risk or score, ever (CS.4b)."""

from django.db import models

from accounts.encryption import EncryptedText
from accounts.models import Organisation, Team, User
from accounts.models.organisation import LANGUAGES
from audit.ids import uuid7


class ClientQuerySet(models.QuerySet):
    def cared_for_by(self, user):
        return self.filter(organisation_id=user.organisation_id, active=True, care__caregiver=user).order_by("code")


class Client(models.Model):
    """Somebody who receives care, shown by code everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="clients")
    team = models.ForeignKey(Team, models.PROTECT)
    code = models.CharField(max_length=12)
    preferred_language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    care_record_no = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    objects = ClientQuerySet.as_manager()
    SENSITIVE = ("code", "care_record_no")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="boundaries_client_code")]

    def __str__(self):
        return self.code


class ClientIdentity(models.Model):
    """The client's name, encrypted; every look at it is recorded."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.OneToOneField(Client, models.CASCADE, related_name="identity")
    given_name = EncryptedText()
    family_name = EncryptedText()

    SENSITIVE = ("given_name_encrypted", "family_name_encrypted")

    def __str__(self):
        return self.client.code

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class CareRelation(models.Model):
    """Who cares for whom: the clients that a caregiver is offered when she reports."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="care")
    caregiver = models.ForeignKey(User, models.CASCADE, related_name="care")

    SENSITIVE: tuple[str, ...] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "caregiver"], name="boundaries_care_pair")]

    def __str__(self):
        return f"{self.caregiver_id} {self.client_id}"

"""The independent contact: somebody outside of the line who is reached when nobody inside may answer."""

from django.db import models
from django.utils import timezone

from accounts.encryption import EncryptedText
from accounts.models.organisation import LANGUAGES, Organisation
from audit.ids import uuid7


class IndependentContact(models.Model):
    """A board member, a sister agency or an ombudsman who has promised to read what nobody inside may answer.

    What goes there is encrypted to the contact's own public key: whoever runs the system cannot read it.
    """

    class Kind(models.TextChoices):
        BOARD = "board"
        SISTER_AGENCY = "sister_agency"
        OMBUDSMAN = "ombudsman"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="independent_contacts")
    kind = models.CharField(max_length=16, choices=Kind)
    name = EncryptedText()
    email = EncryptedText()
    language = models.CharField(max_length=2, default="en", choices=[(code, code) for code in LANGUAGES])
    # the invitation's secret, as a digest; what the contact signs in with
    token_digest = models.CharField(max_length=64, unique=True)
    # JSON Web Keys made in the contact's own browser; the private one wrapped with a passphrase that stays there
    public_key = models.JSONField(null=True, blank=True)
    wrapped_key = models.JSONField(null=True, blank=True)
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    SENSITIVE = ("name_encrypted", "email_encrypted", "token_digest", "wrapped_key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(accepted_at__isnull=False, ended_at=None),
                name="accounts_one_independent_contact",
            )
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.kind}"

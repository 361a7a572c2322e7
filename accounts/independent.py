"""Invitations of the independent contact: her link, how long it is good, and who has accepted.

The link's secret is made from the server's key and the row whenever a mail goes out: stored is its digest alone.
"""

import base64
import datetime
import hashlib

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import IndependentContact

LASTS = datetime.timedelta(days=14)
KINDS = {
    IndependentContact.Kind.BOARD: _("a member of the board"),
    IndependentContact.Kind.SISTER_AGENCY: _("a sister agency"),
    IndependentContact.Kind.OMBUDSMAN: _("the ombudsman"),
}


def token_of(contact) -> str:
    """The secret of her present link; renewing the invitation makes another."""
    signed = f"{contact.pk}:{contact.invited_at.astimezone(datetime.UTC).isoformat()}"
    made = salted_hmac("accounts.independent", signed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(contact) -> None:
    """From now on this link is good and no earlier one; the caller saves the row."""
    contact.invited_at = timezone.now()
    contact.token_digest = digest_of(token_of(contact))


def found_by(token: str) -> "IndependentContact | None":
    """Whose link this is. An invitation ends after LASTS; an accepted link stays, also to read what came before its end."""
    rows = IndependentContact.objects.select_related("organisation").filter(token_digest=digest_of(token))
    since = timezone.now() - LASTS
    return rows.filter(models.Q(accepted_at__isnull=False) | models.Q(invited_at__gt=since, ended_at=None)).first()


def accepted(organisation_id) -> "IndependentContact | None":
    """Who reads what nobody inside may answer; None as long as nobody has accepted."""
    rows = IndependentContact.objects.filter(organisation_id=organisation_id, ended_at=None)
    return rows.filter(accepted_at__isnull=False).first()


def invited(organisation_id) -> "IndependentContact | None":
    """Who is asked and has not accepted yet, the newest."""
    rows = IndependentContact.objects.filter(organisation_id=organisation_id, ended_at=None, accepted_at=None)
    return rows.order_by("-invited_at").first()


def is_over(contact) -> bool:
    return contact.accepted_at is None and contact.invited_at <= timezone.now() - LASTS


def kind_in_words(contact) -> str:
    return str(KINDS[contact.kind])

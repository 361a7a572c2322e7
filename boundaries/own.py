"""What is one's own report: it can be read with a session that is long enough for filing (accounts/access.py)."""

from accounts.access import OWN
from boundaries.models import Incident


def _by_reference(user, reference) -> bool:
    return _own(user).filter(reference=str(reference).upper()).exists()


def _by_attachment(user, attachment_id) -> bool:
    return _own(user).filter(attachments=attachment_id).exists()


def _own(user):
    return Incident.objects.visible_to(user).filter(reporter=user)


def declare():
    OWN.update({"reference": _by_reference, "attachment_id": _by_attachment})

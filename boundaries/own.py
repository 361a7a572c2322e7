"""What is one's own report, and what one writes for a colleague: the first can be read with a session that is long enough
for filing, the other is hers (accounts/access.py)."""

from accounts.access import FOR_OTHERS, OWN
from boundaries.models import Incident, OnBehalf


def _by_reference(user, reference) -> bool:
    return _own(user).filter(reference=str(reference).upper()).exists()


def _by_attachment(user, attachment_id) -> bool:
    return _own(user).filter(attachments=attachment_id).exists()


def _by_referral(user, referral_id) -> bool:
    return _own(user).filter(referrals=referral_id).exists()


def _for_a_colleague(user, draft_id) -> bool:
    return OnBehalf.objects.filter(incident=draft_id, filed_by=user).exists()


def _own(user):
    return Incident.objects.visible_to(user).filter(reporter=user)


def declare():
    OWN.update({"reference": _by_reference, "attachment_id": _by_attachment, "referral_id": _by_referral})
    FOR_OTHERS["draft_id"] = _for_a_colleague

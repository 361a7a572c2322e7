"""Which wording of a protocol guides a draft: a phone goes on with the one that it had, also when another is in force."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.errors import NotNow
from boundaries.answers import hold_draft, move_to
from boundaries.drafts import is_of_paper
from policies.loading import FALLBACK_PROTOCOL
from policies.models import PolicyVersion, ServiceStandard

TOO_OLD = "protocol_too_old"
REASONS = {
    TOO_OLD: _("The protocol has changed since you began. Your answers stay: look at the new wording and send again."),
}
# beyond the days that a draft may wait: a phone that lay in a drawer
GRACE = datetime.timedelta(days=30)


@transaction.atomic
def keep_to(draft, version_id) -> None:
    """Let the draft be guided by the version that its phone shows; answers move over by step key.

    Raises NotNow for what is no version of this kind's protocol, or was replaced too long ago, and where another
    one was printed and filled in on paper.
    """
    if version_id == draft.protocol_version_id:
        return
    hold_draft(draft)
    version = None if is_of_paper(draft) else _still_known(draft).filter(pk=version_id).first()
    if version is None:
        raise NotNow([TOO_OLD])
    move_to(draft, version)
    draft.protocol_version = version
    draft.save(update_fields=["protocol_version"])


def _still_known(draft):
    """Versions of this kind's protocol that a phone may still hold."""
    now = timezone.now()
    since = now - datetime.timedelta(days=ServiceStandard.at(draft.organisation_id, now).draft_days) - GRACE
    versions = PolicyVersion.objects.filter(_of_kind(draft.event_type, since), in_force_from__lte=now)
    return versions.filter(Q(in_force_until=None) | Q(in_force_until__gt=since))


def _of_kind(event_type, since):
    """Its own protocol; the general one where it has none, or had none yet when the phone was last here."""
    own = event_type.protocol_id if event_type else None
    general = Q(policy__organisation=None, policy__slug=FALLBACK_PROTOCOL.replace("_", "-"))
    if own is None:
        return general
    is_known = PolicyVersion.objects.filter(policy_id=own, in_force_from__lte=since).exists()
    return Q(policy_id=own) if is_known else Q(policy_id=own) | general

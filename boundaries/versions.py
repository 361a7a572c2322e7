"""Which wording of a protocol guides a draft: a phone goes on with the one that it had, also when another is in force."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.errors import NotNow
from boundaries.answers import hold_draft, move_to
from boundaries.drafts import is_of_paper
from policies.models import ServiceStandard
from policies.protocols import ruling_since

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
    version = None if is_of_paper(draft) else _still_known(draft).get(version_id)
    if version is None:
        raise NotNow([TOO_OLD])
    move_to(draft, version)
    draft.protocol_version = version
    draft.save(update_fields=["protocol_version"])


def _still_known(draft) -> dict:
    """By id, versions that guided this kind when a phone may last have been here, or since."""
    since = timezone.now() - datetime.timedelta(days=ServiceStandard.at(draft.organisation_id).draft_days) - GRACE
    return {version.pk: version for version in ruling_since(draft.event_type, draft.organisation, since)}

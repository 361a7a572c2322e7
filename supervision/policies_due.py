"""What the clock does about policies: a wording that nobody else can approve takes effect a day after it was proposed."""

from audit.door import perform
from audit.errors import NotNow
from policies.editing.guards import SOLE_WAITS
from policies.models import VersionDraft
from supervision import clock


def _to_take_effect(now):
    proposed = VersionDraft.Status.PROPOSED
    rows = VersionDraft.objects.filter(status=proposed, is_sole=True, proposed_at__lte=now - SOLE_WAITS)
    # few at any time: an organisation has one of them per policy at most
    return [draft for draft in rows.order_by("proposed_at", "pk") if not draft.reasons_against("take_effect")]


def _take_effect(draft):
    """What stands against it since it was looked at is shown on its page; it is no failure of the clock."""
    if draft.reasons_against("take_effect"):
        raise NotNow(["not_due"])
    perform(draft, "take_effect", by=None)


def declare():
    clock.declare_step("took effect", _to_take_effect, _take_effect)
